package dev.sidestep.quickstart.kubernetes;

import java.time.Duration;

/**
 * How long a container that died waits: 10 s, doubled each time, at most 5 min, as a kubelet does.
 */
final class RestartBackoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private RestartBackoff() {}

  /** The wait before restart number {@code restart}, which counts from 1. */
  static Duration before(int restart) {
    int doublings = Math.min(Math.max(restart, 1) - 1, 10);
    Duration wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
