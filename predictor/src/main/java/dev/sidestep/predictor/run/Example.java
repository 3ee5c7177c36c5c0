package dev.sidestep.predictor.run;

import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.ThermalEngine;

/**
 * One run as the network is taught it.
 *
 * @param features [tick][feature], not standardized
 * @param labels [tick][head]; {@link Heads#UNKNOWN} where the run does not tell
 * @param margins the margin that each tick's labels are relative to; kelvin
 */
@SuppressWarnings("ArrayRecordComponent") // long series, read only
public record Example(float[][] features, float[][] labels, double[] margins) {

  /** The example that a run gives. */
  public static Example of(Run run) {
    DeviceFeatures device = new DeviceFeatures(Run.TICK_SECONDS);
    int ticks = run.ticks().size();
    float[][] features = new float[ticks][];
    float[][] labels = new float[ticks][];
    double[] margins = new double[ticks];
    for (int i = 0; i < ticks; i++) {
      DeviceTick tick = run.ticks().get(i);
      device.add(tick);
      features[i] = device.values();
      margins[i] = device.margin();
      labels[i] =
          device.ticks() < ThermalEngine.TICKS_NEEDED ? unknown() : labels(run, i, margins[i]);
    }
    return new Example(features, labels, margins);
  }

  /** The same run, its last ticks repeated without labels so that a batch has one length. */
  public Example padded(int ticks) {
    if (ticks == features.length) {
      return this;
    }
    float[][] longFeatures = new float[ticks][];
    float[][] longLabels = new float[ticks][];
    double[] longMargins = new double[ticks];
    for (int i = 0; i < ticks; i++) {
      int from = Math.min(i, features.length - 1);
      longFeatures[i] = features[from];
      longLabels[i] = i < features.length ? labels[i] : unknown();
      longMargins[i] = margins[from];
    }
    return new Example(longFeatures, longLabels, longMargins);
  }

  /** How many ticks there are. */
  public int ticks() {
    return features.length;
  }

  private static float[] labels(Run run, int tick, double margin) {
    float[] labels = unknown();
    int now = run.second(tick);
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      int seconds = Heads.HORIZONS.get(h);
      if (now + seconds >= run.margins().length) {
        break;
      }
      float change = (float) ((run.margins()[now + seconds] - margin) / Heads.KELVIN);
      for (int q = 0; q < Heads.LOGIT; q++) {
        labels[h * Heads.PER_HORIZON + q] = change;
      }
      // once the limit is reached there is nothing left to warn of
      if (run.margins()[now] > 0 && margin > 0) {
        labels[h * Heads.PER_HORIZON + Heads.LOGIT] = run.crossesWithin(now, seconds) ? 1 : 0;
      }
    }
    return labels;
  }

  private static float[] unknown() {
    float[] labels = new float[Heads.COUNT];
    java.util.Arrays.fill(labels, Heads.UNKNOWN);
    return labels;
  }
}
