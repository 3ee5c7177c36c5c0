package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Simulated devices that obey a law known to the test, with a little noise. */
final class HeatTraces {
  static final double[] COEFFICIENTS = {-38, 3, 3, 1, 8, 4, 8, 6, 0, 0, 0, 0, 0, 0};

  private HeatTraces() {}

  /** A device whose constant is so many kelvin above the usual one. */
  static HeatTrace of(String name, int steps, double warmer, long seed, IntToDoubleFunction load) {
    SplittableRandom random = new SplittableRandom(seed);
    HeatStates states = new HeatStates(HeatLaw.SECONDS);
    double[] excess = new double[steps];
    double[] loads = new double[steps];
    for (int step = 0; step < steps; step++) {
      loads[step] = load.applyAsDouble(step);
      double[] row = states.add(-50, loads[step]);
      excess[step] = warmer + 0.2 * (random.nextDouble() - 0.5);
      for (int i = 0; i < row.length; i++) {
        excess[step] += COEFFICIENTS[i] * row[i];
      }
    }
    return new HeatTrace(name, excess, loads);
  }

  /** Devices with loads that jump about every few steps. */
  static List<HeatTrace> jumping(int count, int steps, long seed) {
    List<HeatTrace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] level = {0.5};
      SplittableRandom random = new SplittableRandom(seed + i);
      traces.add(
          of(
              "jumping-" + i,
              steps,
              2 * i,
              seed + i,
              step -> {
                if (random.nextInt(8) == 0) {
                  level[0] = random.nextInt(5) / 4.0;
                }
                return level[0];
              }));
    }
    return traces;
  }

  /** Devices that work and rest for so many steps in turn. */
  static List<HeatTrace> cycling(int count, int steps, int phase, long seed) {
    List<HeatTrace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traces.add(of("cycling-" + i, steps, i, seed + i, step -> step / phase % 2 == 0 ? 0 : 1));
    }
    return traces;
  }
}
