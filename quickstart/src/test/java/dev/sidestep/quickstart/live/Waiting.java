package dev.sidestep.quickstart.live;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another thread or process; the test's own time limit ends it where nothing comes. */
final class Waiting {
  private static final Duration LOOK = Duration.ofMillis(50);

  private Waiting() {}

  static void until(BooleanSupplier so) {
    while (!so.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
