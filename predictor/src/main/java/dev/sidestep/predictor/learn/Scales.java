package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import java.util.List;

/** Mean and spread of each feature over examples. */
final class Scales {
  /** A feature that hardly ever moves must not be blown up when it does. */
  private static final double LEAST_SPREAD = 0.05;

  private Scales() {}

  static Standardization of(List<Example> examples) {
    int features = DeviceFeatures.NAMES.size();
    double[] sum = new double[features];
    double[] squares = new double[features];
    long rows = 0;
    for (Example example : examples) {
      for (float[] row : example.features()) {
        rows++;
        for (int i = 0; i < features; i++) {
          sum[i] += row[i];
          squares[i] += (double) row[i] * row[i];
        }
      }
    }
    float[] centre = new float[features];
    float[] scale = new float[features];
    for (int i = 0; i < features; i++) {
      double mean = sum[i] / rows;
      centre[i] = (float) mean;
      scale[i] =
          (float) Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, squares[i] / rows - mean * mean)));
    }
    return new Standardization(centre, scale);
  }
}
