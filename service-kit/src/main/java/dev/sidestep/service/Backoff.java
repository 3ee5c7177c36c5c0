package dev.sidestep.service;

import java.time.Duration;

/**
 * How long to wait before the next try: a pure function of how many have failed.
 *
 * @param first after one failure; each further one doubles it
 * @param longest and it grows no more
 */
public record Backoff(Duration first, Duration longest) {
  private static final int LARGEST_EXPONENT = 30;

  /**
   * The wait.
   *
   * @param failures how many tries have failed in a row, at least 1
   */
  public Duration after(int failures) {
    int doublings = Math.min(Math.max(failures, 1) - 1, LARGEST_EXPONENT);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
