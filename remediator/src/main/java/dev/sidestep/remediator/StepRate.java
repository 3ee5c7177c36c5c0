package dev.sidestep.remediator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when a step is due: once a second. A waiting step asks the cluster anew each time, and
 * nothing there changes faster. The seconds are those of the clock that plans are timed by; on one
 * that runs ahead of the wall, as the live demo's, they are shorter.
 */
final class StepRate {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private @Nullable Instant last;

  /** Whether a second has passed since this was last so, or the clock was set back. */
  boolean due(Instant now) {
    boolean due = last == null || now.isBefore(last) || !now.isBefore(last.plus(EVERY));
    if (due) {
      last = now;
    }
    return due;
  }
}
