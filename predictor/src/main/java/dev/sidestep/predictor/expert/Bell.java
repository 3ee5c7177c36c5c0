package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Quantiles;

/** The normal curve, and the one of two halves that three quantiles describe. */
final class Bell {
  /** So many standard deviations lie between the median and P10 or P90. */
  static final double P90 = 1.2815515655446004;

  private Bell() {}

  /** The share of the normal curve left of {@code z}; off by less than 2e-7. */
  static double below(double z) {
    // StrictMath: equal bits on each machine, so that a replay elsewhere gives the same warnings
    double x = StrictMath.abs(z) / StrictMath.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    // Abramowitz and Stegun 7.1.26
    double series =
        ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592)
            * t;
    double tail = 0.5 * series * StrictMath.exp(-x * x);
    return z > 0 ? 1 - tail : tail;
  }

  /**
   * The chance of a value at or below {@code x}, by two half bells that meet at the median, each as
   * wide as its side of the band.
   */
  static double below(Quantiles quantiles, double x) {
    double distance = x - quantiles.p50();
    double side =
        distance < 0 ? quantiles.p50() - quantiles.p10() : quantiles.p90() - quantiles.p50();
    if (distance == 0) {
      return 0.5;
    }
    return side == 0 ? (distance < 0 ? 0 : 1) : below(distance * P90 / side);
  }
}
