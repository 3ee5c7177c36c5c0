package dev.sidestep.quickstart;

import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.network.LstmForecaster;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.network.ThermalForecasters;
import dev.sidestep.predictor.network.UnusableModelException;
import dev.sidestep.quickstart.failure.Failure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Forecasters on the model that the product comes with, which is loaded once. */
final class ShippedForecasters implements Supplier<Forecaster> {
  private @Nullable ThermalEngine engine;

  @Override
  public Forecaster get() {
    return new LstmForecaster(engine());
  }

  private synchronized ThermalEngine engine() {
    ThermalEngine loaded = engine;
    if (loaded == null) {
      try {
        loaded = new ThermalEngine(ThermalForecasters.committedModel());
      } catch (UnusableModelException e) {
        throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
      }
      engine = loaded;
    }
    return loaded;
  }
}
