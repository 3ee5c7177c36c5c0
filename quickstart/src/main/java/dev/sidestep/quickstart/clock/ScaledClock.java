package dev.sidestep.quickstart.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that starts at a given instant and runs {@code speed} times as fast as another one: at
 * speed 10 a tick of 15 s takes 1.5 s of the wall.
 */
public final class ScaledClock extends Clock {
  private final Clock wall;
  private final Instant wallStart;
  private final Instant start;
  private final double speed;

  /**
   * Starts now.
   *
   * @param speed times the wall's pace, above 0 and at most 1000
   */
  public ScaledClock(Clock wall, Instant start, double speed) {
    this(wall, wall.instant(), start, speed);
  }

  private ScaledClock(Clock wall, Instant wallStart, Instant start, double speed) {
    if (!(speed > 0 && speed <= 1000)) {
      throw new IllegalArgumentException(
          "speed is " + speed + "; give a number above 0 and at most 1000");
    }
    this.wall = wall;
    this.wallStart = wallStart;
    this.start = start;
    this.speed = speed;
  }

  /** A clock that said the same as the wall at an instant: processes that share it agree. */
  public static ScaledClock since(Clock wall, Instant same, double speed) {
    return new ScaledClock(wall, same, same, speed);
  }

  public double speed() {
    return speed;
  }

  /** How long the wall takes for a span of this clock, never less than a nanosecond. */
  public Duration onTheWall(Duration span) {
    return Duration.ofNanos(Math.max(1, Math.round(span.toNanos() / speed)));
  }

  @Override
  public Instant instant() {
    Duration passed = Duration.between(wallStart, wall.instant());
    return start.plusNanos(Math.round(passed.toNanos() * speed));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Itself: scaled time knows no zones. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
