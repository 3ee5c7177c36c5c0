package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Stretches of what devices did that their laws, known by then, do not explain. */
final class Noise {
  /** A device is young before this step: its law is still being learnt. */
  private static final int YOUNG = 300;

  /** Steps from the bias to what it fails to explain. */
  private static final int GAP = 30;

  /** The bias has a part in the errors; this takes it out again. The study's choice. */
  private static final double SCALE = 0.85;

  private final List<double[]> pools = new ArrayList<>();

  Noise(List<HeatTrace> traces, HeatPrior prior) {
    for (HeatTrace trace : traces) {
      pools.add(pool(trace, prior));
    }
  }

  /**
   * Where a stretch begins.
   *
   * @param pool its place among the traces
   * @param first in that pool
   */
  record Pick(int pool, int first) {}

  /**
   * Draws beginnings of stretches.
   *
   * @throws IllegalArgumentException when no trace is long enough
   */
  List<Pick> draw(int count, int length, SplittableRandom random) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      if (pools.get(i).length > length) {
        open.add(i);
      }
    }
    if (open.isEmpty()) {
      throw new IllegalArgumentException(
          "no trace has %d steps more than the first %d; give longer ones"
              .formatted(length, YOUNG + GAP));
    }
    List<Pick> picks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int pool = open.get(random.nextInt(open.size()));
      picks.add(new Pick(pool, random.nextInt(pools.get(pool).length - length)));
    }
    return picks;
  }

  double[][] stretches(List<Pick> picks, int length) {
    double[][] stretches = new double[picks.size()][length];
    for (int i = 0; i < stretches.length; i++) {
      double[] pool = pools.get(picks.get(i).pool());
      for (int step = 0; step < length; step++) {
        stretches[i][step] = pool[picks.get(i).first() + step] * SCALE;
      }
    }
    return stretches;
  }

  /** Of each stretch only what is looked at, one after the other. */
  static float[] looks(PathOutcomes plan, double[][] stretches) {
    float[] looks = new float[plan.count() * plan.looks()];
    for (int path = 0; path < plan.count(); path++) {
      for (int look = 0; look < plan.looks(); look++) {
        looks[path * plan.looks() + look] = (float) stretches[path][(look + 1) * plan.stride() - 1];
      }
    }
    return looks;
  }

  private static double[] pool(HeatTrace trace, HeatPrior prior) {
    HeatTracker tracker = new HeatTracker(HeatLaw.SECONDS, prior);
    double[] biases = new double[trace.length()];
    double[] pool = new double[Math.max(0, trace.length() - YOUNG - GAP)];
    for (int step = 0; step < trace.length(); step++) {
      tracker.add(trace.excess(step), trace.load(step));
      biases[step] = tracker.bias();
      if (step >= YOUNG + GAP) {
        pool[step - YOUNG - GAP] = tracker.residual() - biases[step - GAP];
      }
    }
    return pool;
  }
}
