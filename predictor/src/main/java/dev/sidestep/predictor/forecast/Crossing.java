package dev.sidestep.predictor.forecast;

import java.time.Duration;

/**
 * How likely the margin reaches zero or less at any instant within a horizon.
 *
 * @param horizon how far after the issue instant
 * @param probability 0..1; 1 where the limit is exceeded already
 */
public record Crossing(Duration horizon, double probability) {
  public Crossing {
    if (horizon.isNegative() || horizon.isZero()) {
      throw new IllegalArgumentException(
          "crossing horizon is " + horizon + "; it must be longer than zero");
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "crossing probability is " + probability + "; it must lie in 0..1");
    }
  }
}
