package dev.sidestep.collector;

import java.time.Duration;

/** How long to wait before the next try: a pure function of how many have failed. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final int LARGEST_EXPONENT = 7;

  private Backoff() {}

  /**
   * Doubles from 0.2 s to 25.6 s.
   *
   * @param failures how many tries have failed in a row, at least 1
   */
  static Duration after(int failures) {
    return FIRST.multipliedBy(1L << Math.min(failures - 1, LARGEST_EXPONENT));
  }
}
