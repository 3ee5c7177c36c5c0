package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;

/** Where outcomes are written. */
@FunctionalInterface
interface OutcomeLog {
  /** Writes an outcome; it is durable when this returns, and was not written when this throws. */
  void write(Outcome outcome);
}
