package dev.sidestep.quickstart.service;

import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.kafka.KafkaPredictor;
import dev.sidestep.predictor.network.UnusableModelException;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.ServiceOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import io.prometheus.client.CollectorRegistry;
import java.util.function.Supplier;

/** {@code sidestep predictor}: section {@code predictor} and those of {@link ServiceFile}. */
public final class PredictorProcess implements Body<ServiceOptions> {
  private final Supplier<? extends Forecaster> forecasters;

  /**
   * Uses the forecaster that ships.
   *
   * @param forecasters makes one without a past
   */
  public PredictorProcess(Supplier<? extends Forecaster> forecasters) {
    this.forecasters = forecasters;
  }

  @Override
  public int run(ServiceOptions options, Session session) {
    ServiceFile file = ServiceFile.read(options.config(), "predictor");
    PredictorProperties properties = file.section(PredictorProperties.defaults());
    String model = model();
    KafkaPredictor predictor =
        session.closing(
            "predictor",
            new KafkaPredictor(
                properties,
                file.kafka(),
                forecasters,
                file.clock(),
                CollectorRegistry.defaultRegistry));
    file.open("predictor (" + model + ")", predictor::ready, session);
    predictor.run();
    return Failure.DONE;
  }

  /** A model that cannot be used is told now, not when the first partition arrives. */
  private String model() {
    try {
      return forecasters.get().model();
    } catch (UnusableModelException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }
}
