package dev.sidestep.quickstart.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Demo time: it stands still until all parts are there, runs fast while devices and forecaster warm
 * up, and then at the speed that was asked for. It never runs backwards, whatever the wall does.
 */
final class DemoClock extends Clock {
  /** When demo time began to run on the wall, and from when to when it runs fast. */
  private record Course(Instant wallStart, Instant start, Instant warmUntil) {}

  private final Clock wall;
  private final double speed;
  private final double warmUpSpeed;
  private final AtomicReference<Instant> highest;
  private volatile @Nullable Course course;

  /**
   * Stands still.
   *
   * @param at what it says while it stands
   * @param speed demo seconds a wall second
   * @param warmUpSpeed the same while it warms up; at least {@code speed}
   */
  DemoClock(Clock wall, Instant at, double speed, double warmUpSpeed) {
    if (!(speed > 0) || warmUpSpeed < speed) {
      throw new IllegalArgumentException(
          "demo clock runs at " + speed + ", when warming up at " + warmUpSpeed);
    }
    this.wall = wall;
    this.speed = speed;
    this.warmUpSpeed = warmUpSpeed;
    this.highest = new AtomicReference<>(at);
  }

  /**
   * Moves on to an instant and stands still there.
   *
   * @throws IllegalArgumentException when that is in its past
   */
  void advanceTo(Instant at) {
    if (at.isBefore(instant())) {
      throw new IllegalArgumentException(
          "demo time is " + instant() + "; it cannot go back to " + at);
    }
    highest.set(at);
  }

  /** Starts to run. */
  void run(Instant warmUntil) {
    course = new Course(wall.instant(), instant(), warmUntil);
  }

  /** How long the wall takes for a span of demo time once it is warm. */
  Duration onTheWall(Duration span) {
    return Duration.ofNanos(Math.max(1, Math.round(span.toNanos() / speed)));
  }

  @Override
  public Instant instant() {
    Course running = course;
    Instant now = running == null ? highest.get() : at(running);
    return highest.accumulateAndGet(now, (a, b) -> a.isAfter(b) ? a : b);
  }

  private Instant at(Course running) {
    double passed = Duration.between(running.wallStart(), wall.instant()).toNanos();
    double warm = Duration.between(running.start(), running.warmUntil()).toNanos();
    double warmOnTheWall = Math.max(0, warm) / warmUpSpeed;
    return passed < warmOnTheWall
        ? running.start().plusNanos(Math.round(passed * warmUpSpeed))
        : running
            .start()
            .plusNanos(Math.round(Math.max(0, warm) + (passed - warmOnTheWall) * speed));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Itself: demo time knows no zones. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
