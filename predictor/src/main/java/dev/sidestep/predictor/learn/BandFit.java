package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Calibration;
import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns how far to stretch the bands so that each side lets a tenth of the outcomes out, on
 * examples that the network was not trained on.
 */
final class BandFit {
  private static final double INSIDE_A_SIDE = 0.9;

  /** A side that is narrower than this, in network units, says nothing about stretching. */
  private static final double NARROWEST = 0.005;

  private final List<List<Double>> below = new ArrayList<>();
  private final List<List<Double>> above = new ArrayList<>();

  BandFit() {
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      below.add(new ArrayList<>());
      above.add(new ArrayList<>());
    }
  }

  static Calibration of(Dl4jNetwork network, Standardization scales, List<Example> heldBack) {
    BandFit fit = new BandFit();
    for (Example example : heldBack) {
      float[][] outputs = network.outputs(Lessons.standardized(example.features(), scales));
      for (int tick = 0; tick < outputs.length; tick++) {
        fit.add(outputs[tick], example.labels()[tick]);
      }
    }
    return fit.calibration();
  }

  private void add(float[] outputs, float[] labels) {
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      int at = h * Heads.PER_HORIZON;
      float label = labels[at];
      if (label >= Heads.UNKNOWN) {
        continue;
      }
      double[] sorted = {outputs[at], outputs[at + 1], outputs[at + 2]};
      Arrays.sort(sorted);
      below.get(h).add((sorted[1] - label) / Math.max(NARROWEST, sorted[1] - sorted[0]));
      above.get(h).add((label - sorted[1]) / Math.max(NARROWEST, sorted[2] - sorted[1]));
    }
  }

  private Calibration calibration() {
    return new Calibration(factors(below), factors(above));
  }

  private static double[] factors(List<List<Double>> ratios) {
    double[] factors = new double[ratios.size()];
    for (int h = 0; h < factors.length; h++) {
      double[] sorted = ratios.get(h).stream().mapToDouble(Double::doubleValue).sorted().toArray();
      factors[h] =
          sorted.length == 0
              ? 1
              : Math.max(0.2, sorted[(int) (INSIDE_A_SIDE * (sorted.length - 1))]);
    }
    return factors;
  }
}
