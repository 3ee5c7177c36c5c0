package dev.sidestep.node.pod;

import java.time.Instant;

/** The line before real hardware: a request is done when it is done, and says so. */
public final class OpenLine implements WorkLine {
  private final int parallel;

  public OpenLine(int parallel) {
    this.parallel = parallel;
  }

  @Override
  public int parallel() {
    return parallel;
  }

  @Override
  public Slot reserve(String pod, Instant from, int tokens) {
    return new Slot(pod, from, Instant.MAX);
  }

  @Override
  public void release(String pod, Instant at) {
    // the hardware knows
  }
}
