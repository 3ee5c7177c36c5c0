package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear model of the margin's change on what physics suggests: the margin, its changes and
 * averages, and exponentially weighted loads. One for all devices; no device's own heat law.
 */
final class PhysicsRidge implements MarginRule {
  private static final double RIDGE = 10;

  /** All features but those of the on-line heat law, which come last. */
  private static final int FEATURES = DeviceFeatures.NAMES.indexOf("kernel-surprise");

  private final List<double[]> coefficients = new ArrayList<>();

  PhysicsRidge(List<Example> training) {
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      NormalEquations equations = new NormalEquations(FEATURES + 1);
      for (Example example : training) {
        for (int tick = 0; tick < example.ticks(); tick++) {
          float label = example.labels()[tick][h * Heads.PER_HORIZON];
          if (label < Heads.UNKNOWN) {
            equations.add(row(example.features()[tick]), label);
          }
        }
      }
      coefficients.add(equations.solve(RIDGE));
    }
  }

  @Override
  public String name() {
    return "ridge on physics";
  }

  @Override
  public double[][] forecast(Run run) {
    Example example = Example.of(run);
    double[][] forecasts = new double[example.ticks()][Heads.HORIZONS.size()];
    for (int tick = 0; tick < forecasts.length; tick++) {
      double[] row = row(example.features()[tick]);
      for (int h = 0; h < Heads.HORIZONS.size(); h++) {
        double change = 0;
        for (int i = 0; i < row.length; i++) {
          change += coefficients.get(h)[i] * row[i];
        }
        forecasts[tick][h] = example.margins()[tick] + change * Heads.KELVIN;
      }
    }
    return forecasts;
  }

  private static double[] row(float[] features) {
    double[] row = new double[FEATURES + 1];
    for (int i = 0; i < FEATURES; i++) {
      row[i] = Math.max(-8, Math.min(8, features[i]));
    }
    row[FEATURES] = 1;
    return row;
  }
}
