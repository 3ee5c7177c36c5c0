package dev.sidestep.quickstart.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run has cost so far.
 *
 * @param requests asked so far
 * @param failed got no answer
 * @param slow were answered later than the promised service level
 * @param throughRealModel were answered by the real model; the others last as long but have no
 *     answer
 * @param throttledSeconds seconds in which devices slowed themselves down for heat, all together
 * @param throttledAt when the first of them began; null while none has
 * @param throttledDevice the name of that device; null while none has
 * @param podsKilled pods that were killed at their memory limit
 */
public record RunTotals(
    long requests,
    long failed,
    long slow,
    long throughRealModel,
    double throttledSeconds,
    @Nullable Instant throttledAt,
    @Nullable String throttledDevice,
    int podsKilled) {

  public static final RunTotals NONE = new RunTotals(0, 0, 0, 0, 0, null, null, 0);

  public RunTotals {
    if (requests < 0 || failed < 0 || slow < 0 || throughRealModel < 0 || podsKilled < 0) {
      throw new IllegalArgumentException(
          "run totals are %d requests, %d failed, %d slow, %d real, %d killed; none may be negative"
              .formatted(requests, failed, slow, throughRealModel, podsKilled));
    }
    if (!(throttledSeconds >= 0) || Double.isInfinite(throttledSeconds)) {
      throw new IllegalArgumentException(
          "throttled seconds are " + throttledSeconds + "; give a finite number from 0");
    }
  }
}
