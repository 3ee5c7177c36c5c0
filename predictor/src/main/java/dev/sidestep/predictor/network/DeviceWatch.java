package dev.sidestep.predictor.network;

import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.feature.DeviceTick;
import java.util.List;
import java.util.Optional;

/** Follows one device, tick by tick. */
public final class DeviceWatch {
  private final ThermalEngine engine;
  private DeviceFeatures features;
  private LstmKernel.State memory;

  DeviceWatch(ThermalEngine engine) {
    this.engine = engine;
    this.features = engine.freshFeatures();
    this.memory = engine.freshMemory();
  }

  /**
   * Takes in the next tick.
   *
   * @return the bands by growing horizon; empty where the tick does not tell the margin, or where
   *     there were too few ticks so far
   */
  public Optional<List<MarginBand>> observe(DeviceTick tick) {
    if (tick.fresh() && features.staleTicks() > ThermalEngine.LONGEST_GAP_TICKS) {
      features = engine.freshFeatures();
      memory = engine.freshMemory();
    }
    features.add(tick);
    if (features.ticks() == 0) {
      return Optional.empty();
    }
    float[] outputs = engine.step(memory, features.values());
    if (!tick.knowsMargin() || features.ticks() < ThermalEngine.TICKS_NEEDED) {
      return Optional.empty();
    }
    return Optional.of(engine.bands(outputs, features.margin()));
  }
}
