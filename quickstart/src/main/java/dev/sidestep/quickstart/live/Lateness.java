package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the machine keeps up with demo time, which never waits: told by the age of the newest
 * frame. What makes frames late makes warnings and moves late.
 */
final class Lateness {
  /** A tick that goes on, one that waits for late samples, and one to spare. */
  private static final Duration USUAL = Times.TICK.multipliedBy(3);

  /** What a frame may take of the wall from its tick to the page. */
  private static final Duration ROAD = Duration.ofMillis(500);

  /** So many looks in a row must say the same: a pause of the garbage collector is no trouble. */
  private static final int LOOKS = 8;

  private final Duration allowed;
  private int differing;
  private boolean late;
  private Duration worst = Duration.ZERO;

  /** Knows nothing yet; {@code speed} is that of the clock against the wall. */
  Lateness(double speed) {
    allowed = USUAL.plusMillis(Math.round(ROAD.toMillis() * speed));
  }

  /** The age of the newest frame, where it is too old, and not only for a moment. */
  Optional<Duration> look(Instant now, Instant newestFrame) {
    Duration age = Duration.between(newestFrame, now);
    differing = age.compareTo(allowed) > 0 == late ? 0 : differing + 1;
    if (differing >= LOOKS) {
      late = !late;
      differing = 0;
    }
    if (!late) {
      return Optional.empty();
    }
    worst = age.compareTo(worst) > 0 ? age : worst;
    return Optional.of(age);
  }

  /** The highest age that was told; zero where the machine has kept up. */
  Duration worst() {
    return worst;
  }
}
