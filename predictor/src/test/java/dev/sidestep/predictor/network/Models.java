package dev.sidestep.predictor.network;

import dev.sidestep.predictor.feature.DeviceFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small models for tests: real networks that learnt a little from noise. */
final class Models {
  private static final int UNITS = 8;

  private Models() {}

  static ThermalModel small(long seed) {
    int inputs = DeviceFeatures.NAMES.size();
    Dl4jNetwork network = Dl4jNetwork.untrained(inputs, UNITS, seed);
    Random random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      network.learn(noise(random, 4, 20, inputs), noise(random, 4, 20, Heads.COUNT), 0.02);
    }
    float[] centre = new float[inputs];
    float[] scale = new float[inputs];
    Arrays.fill(scale, 1);
    double[] ones = {1, 1, 1, 1};
    return new ThermalModel(
        "small-" + seed, new Standardization(centre, scale), new Calibration(ones, ones), network);
  }

  static List<float[][]> noise(Random random, int sequences, int steps, int values) {
    List<float[][]> all = new ArrayList<>();
    for (int s = 0; s < sequences; s++) {
      float[][] rows = new float[steps][values];
      for (float[] row : rows) {
        for (int i = 0; i < values; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      all.add(rows);
    }
    return all;
  }
}
