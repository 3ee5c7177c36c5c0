package dev.sidestep.contracts;

import java.time.Duration;

/**
 * Time to an event, counted from the issue instant of the warning: early, middle, late. Nobody
 * looks further ahead than {@link #LONGEST}.
 */
public record Eta(Duration p10, Duration p50, Duration p90) {
  public static final Duration LONGEST = Duration.ofHours(24);

  public Eta {
    if (p10.isNegative() || p10.compareTo(p50) > 0 || p50.compareTo(p90) > 0) {
      throw new IllegalArgumentException(
          "eta is %s, %s, %s; it must be zero or more and must not fall".formatted(p10, p50, p90));
    }
    if (p90.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "eta is %s, %s, %s; it must not be longer than %s".formatted(p10, p50, p90, LONGEST));
    }
  }
}
