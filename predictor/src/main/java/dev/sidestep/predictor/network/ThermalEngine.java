package dev.sidestep.predictor.network;

import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.feature.DeviceFeatures;
import java.time.Duration;
import java.util.List;

/** Runs a trained model in plain Java, for any number of devices. */
public final class ThermalEngine {
  /** The tick that the model was trained for. */
  public static final Duration TICK = Times.TICK;

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

  /**
   * The raw outputs for one device's features from its first tick on.
   *
   * @param features [tick][feature]
   * @return [tick][head], laid out as in {@link Heads}
   */
  public float[][] outputs(float[][] features) {
    LstmKernel.State memory = freshMemory();
    float[][] outputs = new float[features.length][];
    for (int tick = 0; tick < outputs.length; tick++) {
      outputs[tick] = step(memory, features[tick]);
    }
    return outputs;
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
