package dev.sidestep.service;

import org.apache.kafka.common.errors.RetriableException;

/** Failures of a broker that trying again can help. */
public final class Passing {
  private Passing() {}

  /** Whether one is at the root of what was thrown. */
  public static boolean is(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }
}
