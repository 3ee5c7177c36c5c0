package dev.sidestep.service;

import java.time.Duration;

/** Something small that a broker can be asked. */
interface Question extends AutoCloseable {
  /**
   * Asks.
   *
   * @param most how long the answer is waited for
   * @return whether there was one; a refusal is one, too
   */
  boolean answered(Duration most);

  /** Ends a question that still waits. May be called by any thread, and again. */
  @Override
  void close();
}
