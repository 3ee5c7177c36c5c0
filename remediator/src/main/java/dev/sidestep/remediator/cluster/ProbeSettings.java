package dev.sidestep.remediator.cluster;

import java.time.Duration;

/**
 * How pods are asked.
 *
 * @param timeout for one question, its answer's body included
 * @param maxBodyBytes a longer answer is none
 */
public record ProbeSettings(Duration timeout, int maxBodyBytes) {
  public ProbeSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "probe.timeout is " + timeout + "; it must be longer than zero");
    }
    if (maxBodyBytes < 1024) {
      throw new IllegalArgumentException(
          "probe.max-body-bytes is " + maxBodyBytes + "; it must be 1024 or more");
    }
  }

  public static ProbeSettings defaults() {
    return new ProbeSettings(Duration.ofSeconds(5), 4 << 20);
  }
}
