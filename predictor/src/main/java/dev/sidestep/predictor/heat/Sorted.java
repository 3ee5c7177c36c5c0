package dev.sidestep.predictor.heat;

/** Quantiles of sorted values. */
final class Sorted {
  private Sorted() {}

  /** Linear between the values that lie on either side; {@code share} is 0..1. */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
