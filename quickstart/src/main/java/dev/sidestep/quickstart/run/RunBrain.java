package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.kafka.KafkaPredictor;
import dev.sidestep.remediator.KafkaRemediator;
import dev.sidestep.remediator.RemediatorProperties;
import dev.sidestep.remediator.cluster.HttpPodProbe;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import dev.sidestep.remediator.place.PlacementSettings;
import dev.sidestep.service.KafkaSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Predictor and remediator of one run, driven by its conductor. */
final class RunBrain implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final CollectorRegistry figures = new CollectorRegistry();
  private final Runnable atFirstForecast;
  private final KafkaPredictor predictor;
  private final KafkaRemediator remediator;
  private boolean forecast;

  RunBrain(
      KafkaSettings kafka,
      Supplier<? extends Forecaster> forecasters,
      KubernetesClient cluster,
      PlacementSettings placement,
      Outcome.Mode mode,
      Clock clock,
      Runnable atFirstForecast) {
    this.atFirstForecast = atFirstForecast;
    RemediatorProperties properties = PlannedMachine.remediator(placement).in(mode);
    predictor =
        new KafkaPredictor(PredictorProperties.defaults(), kafka, forecasters, clock, figures);
    remediator =
        new KafkaRemediator(
            kafka,
            properties,
            new KubernetesCluster(cluster, properties.namespace()),
            new HttpPodProbe(properties.probe()),
            new CollectorRegistry(),
            clock);
  }

  /** Forecasts, warns and decides on everything up to a tick. */
  void think(Instant tick) {
    Patience.until(
        "the forecast of tick " + tick,
        () -> {
          predictor.pump(POLL);
          return predictor.lastTick().filter(last -> !last.isBefore(tick)).isPresent();
        });
    if (!forecast && figures.getSampleValue("sidestep_forecasts_total") > 0) {
      forecast = true;
      atFirstForecast.run();
    }
    remediator.pumpToEnd();
  }

  /** Goes on with the move that is being made, if there is one. */
  void act(Instant now) {
    remediator.step(now);
  }

  @Override
  public void close() {
    remediator.close();
    predictor.close();
  }
}
