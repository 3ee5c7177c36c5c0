package dev.sidestep.quickstart.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until its conductor moves it. Any thread may read it. */
public final class VirtualClock extends Clock {
  private volatile Instant now;

  public VirtualClock(Instant start) {
    this.now = start;
  }

  /**
   * Moves on and returns the new time.
   *
   * @throws IllegalArgumentException when the step is negative
   */
  public synchronized Instant advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("clock step is " + step + "; time only goes forward");
    }
    now = now.plus(step);
    return now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Itself: virtual time knows no zones. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
