package dev.sidestep.remediator.guard;

import java.time.Duration;

/**
 * The numbers of the rails.
 *
 * @param maxAge an issue of a warning that was read later than this is not acted on
 * @param stormShare more than this share of all targets of a kind warned at once is a storm, 0..1
 * @param stormLeast fewer warned targets than this are no storm, whatever their share
 * @param holdAfterAction the same model is not acted on again for this long
 * @param marginFloor the receiver's thermal margin after the move must be at least this, in K
 */
public record Limits(
    Duration maxAge,
    double stormShare,
    int stormLeast,
    Duration holdAfterAction,
    double marginFloor) {
  public Limits {
    require(!maxAge.isNegative() && !maxAge.isZero(), "limits.max-age", maxAge, "longer than zero");
    require(stormShare > 0 && stormShare <= 1, "limits.storm-share", stormShare, "in 0..1");
    require(stormLeast >= 1, "limits.storm-least", stormLeast, "at least 1");
    require(
        !holdAfterAction.isNegative(),
        "limits.hold-after-action",
        holdAfterAction,
        "zero or longer");
    require(
        Double.isFinite(marginFloor), "limits.margin-floor", marginFloor, "a finite number of K");
  }

  public static Limits defaults() {
    return new Limits(Duration.ofSeconds(90), 0.5, 3, Duration.ofMinutes(10), 3);
  }

  private static void require(boolean holds, String field, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be " + rule);
    }
  }
}
