package dev.sidestep.contracts;

import java.time.Duration;

/**
 * A forecast at one horizon, in the signal's unit.
 *
 * @param horizon how far after the issue instant
 */
public record Quantiles(Duration horizon, double p10, double p50, double p90) {
  public Quantiles {
    Require.positive("forecast horizon", horizon);
    Require.finite("forecast p10", p10);
    Require.finite("forecast p50", p50);
    Require.finite("forecast p90", p90);
    if (p10 > p50 || p50 > p90) {
      throw new IllegalArgumentException(
          "forecast quantiles are %s, %s, %s; they must not fall".formatted(p10, p50, p90));
    }
  }
}
