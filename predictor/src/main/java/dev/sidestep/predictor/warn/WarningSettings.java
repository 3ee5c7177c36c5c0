package dev.sidestep.predictor.warn;

import java.time.Duration;

/**
 * When a warning is raised, how long it stands and when it is judged.
 *
 * @param raiseAt probability from which a look speaks for a warning, 0..1
 * @param clearAt probability below which a look speaks against it, 0..1
 * @param raiseLooks so many looks in a row raise it
 * @param clearLooks so many looks in a row clear it; also so many looks without the event end the
 *     event
 * @param slack how long after the ETA's P90 it still stands
 * @param longestStanding after this time it is judged even if each look still speaks for it
 * @param staleAfter without a valid reading for so long there is nothing to judge by
 * @param eventHold so long after the event began it still stands, for those who can still act
 * @param cooldown so long after a false one no other is raised for the same target
 * @param budget how many warnings people bear
 */
public record WarningSettings(
    double raiseAt,
    double clearAt,
    int raiseLooks,
    int clearLooks,
    Duration slack,
    Duration longestStanding,
    Duration staleAfter,
    Duration eventHold,
    Duration cooldown,
    Budget budget) {

  /**
   * How many warnings may be raised; what is above is counted and not raised.
   *
   * @param perTarget of one kind and target within the window
   * @param inAll of one partition of frames within the window
   */
  public record Budget(int perTarget, int inAll, Duration window) {
    public Budget {
      atLeastOne("budget.per-target", perTarget);
      atLeastOne("budget.in-all", inAll);
      positive("budget.window", window);
    }
  }

  public WarningSettings {
    if (!(raiseAt > 0 && raiseAt <= 1)) {
      throw new IllegalArgumentException(
          "predictor.warnings.raise-at is " + raiseAt + "; give a probability above 0, at most 1");
    }
    if (!(clearAt >= 0 && clearAt < raiseAt)) {
      throw new IllegalArgumentException(
          "predictor.warnings.clear-at is %s; it must lie from 0 to below raise-at, %s"
              .formatted(clearAt, raiseAt));
    }
    atLeastOne("raise-looks", raiseLooks);
    atLeastOne("clear-looks", clearLooks);
    positive("slack", slack);
    positive("longest-standing", longestStanding);
    positive("stale-after", staleAfter);
    positive("event-hold", eventHold);
    positive("cooldown", cooldown);
  }

  /** Two looks at even odds raise, a minute of calm clears, four an hour and target. */
  public static WarningSettings defaults() {
    return new WarningSettings(
        0.5,
        0.2,
        2,
        4,
        Duration.ofMinutes(2),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(3),
        Duration.ofMinutes(5),
        new Budget(4, 20, Duration.ofHours(1)));
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "predictor.warnings." + name + " is " + value + "; give at least 1");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "predictor.warnings." + name + " is " + value + "; give a time longer than zero");
    }
  }
}
