package dev.sidestep.quickstart.run;

import dev.sidestep.quickstart.failure.Failure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a service that runs on threads of its own, and not for ever. */
final class Patience {
  /** On the wall. A tick takes some milliseconds; a machine that swaps takes longer. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Patience() {}

  /**
   * Tries until it is so.
   *
   * @param attempt waits a little itself
   * @throws Failure that names what did not come
   */
  static void until(String what, BooleanSupplier attempt) {
    long start = System.nanoTime();
    while (!attempt.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw Failure.couldNotRun(
            what
                + " did not come within "
                + LIMIT.toSeconds()
                + " s; give the machine more time or memory, or look at the log with --verbose");
      }
    }
  }
}
