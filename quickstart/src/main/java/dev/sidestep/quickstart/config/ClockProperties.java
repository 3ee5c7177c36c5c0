package dev.sidestep.quickstart.config;

import dev.sidestep.quickstart.clock.ScaledClock;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a service lives in: the system's, unless it is to run faster.
 *
 * @param speed times the wall's pace; 1 for real time
 * @param since when the service's clock and the wall said the same; the processes of one
 *     installation need the same instant
 */
public record ClockProperties(double speed, @Nullable Instant since) {
  public ClockProperties {
    if (!(speed > 0 && speed <= 1000)) {
      throw new IllegalArgumentException(
          "clock.speed is " + speed + "; give a number above 0 and at most 1000");
    }
    if (speed != 1 && since == null) {
      throw new IllegalArgumentException(
          "clock.speed is "
              + speed
              + " without clock.since; give all processes the same instant, like"
              + " 2026-01-01T00:00:00Z");
    }
  }

  public static ClockProperties defaults() {
    return new ClockProperties(1, null);
  }

  public Clock clock() {
    return since == null || speed == 1
        ? Clock.systemUTC()
        : ScaledClock.since(Clock.systemUTC(), since, speed);
  }
}
