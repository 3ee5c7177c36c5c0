package dev.sidestep.node;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that starts at a fixed instant and runs faster than the wall. */
final class FastClock extends Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final double speed;
  private final long startedAt = System.nanoTime();

  FastClock(double speed) {
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(Math.round((System.nanoTime() - startedAt) * speed));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
