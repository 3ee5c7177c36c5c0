package dev.sidestep.predictor.network;

import dev.sidestep.predictor.feature.DeviceFeatures;
import java.time.Duration;
import java.util.List;

/** Runs a trained model in plain Java, for any number of devices. */
public final class ThermalEngine {
  /** The tick that the model was trained for. */
  public static final Duration TICK = Duration.ofSeconds(15);

  /** Before this many ticks the bands of a device are mostly the prior's. */
  public static final int TICKS_NEEDED = 8;

  /** A device that was silent for longer starts anew: its heat has gone its own way. */
  static final int LONGEST_GAP_TICKS = 8;

  private final ThermalModel model;
  private final LstmKernel kernel;

  public ThermalEngine(ThermalModel model) {
    this.model = model;
    this.kernel = new LstmKernel(model.network().weights());
  }

  /** Name and version of the model. */
  public String model() {
    return model.name();
  }

  /** A watch over a device of which nothing is known yet. */
  public DeviceWatch watch() {
    return new DeviceWatch(this);
  }

  DeviceFeatures freshFeatures() {
    return new DeviceFeatures(TICK.toSeconds());
  }

  LstmKernel.State freshMemory() {
    return kernel.start();
  }

  float[] step(LstmKernel.State memory, float[] features) {
    return kernel.step(memory, model.scales().apply(features));
  }

  List<MarginBand> bands(float[] outputs, double margin) {
    return model.bands(outputs, margin);
  }
}
