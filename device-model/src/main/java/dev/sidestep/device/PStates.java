package dev.sidestep.device;

import java.util.ArrayList;
import java.util.List;

/**
 * The clocks that the device can really run at, as ratios of the highest, rising, the last one 1.
 * An empty list means any clock.
 */
public record PStates(List<Double> ratios) {
  public static final PStates CONTINUOUS = new PStates(List.of());

  /** A ratio that missed its state by rounding alone still gets it. */
  private static final double ROUNDING = 1e-9;

  public PStates {
    ratios = List.copyOf(ratios);
    double below = 0;
    for (double ratio : ratios) {
      if (!(ratio > below && ratio <= 1)) {
        throw new IllegalArgumentException(
            "P-states are " + ratios + "; give rising clock ratios in 0..1");
      }
      below = ratio;
    }
    if (!ratios.isEmpty() && below != 1) {
      throw new IllegalArgumentException("P-states are " + ratios + "; the last one must be 1");
    }
  }

  /** Equal steps from the lowest ratio up to 1. */
  public static PStates evenly(double lowest, int count) {
    Check.within("lowest P-state", lowest, 0.01, 0.99);
    Check.within("number of P-states", count, 2, 200);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      ratios.add(lowest + (1 - lowest) * i / (count - 1));
    }
    ratios.add(1.0);
    return new PStates(ratios);
  }

  /** The highest state that is not above the wish; the lowest one where all are. */
  public double atMost(double wish) {
    if (ratios.isEmpty()) {
      return wish;
    }
    double best = ratios.get(0);
    for (double ratio : ratios) {
      if (ratio <= wish + ROUNDING) {
        best = ratio;
      }
    }
    return best;
  }
}
