package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.guard.Why;
import java.time.Instant;

/**
 * What to do about one issue of a warning. Each has a plan: the one to carry out, the one that
 * would have been, or one without actions that says what was seen.
 */
public sealed interface Decision {
  Plan plan();

  Why why();

  /** The label of {@link #why} and the sentence for a person. */
  String reason();

  /** Carry the plan out. */
  record Act(Plan plan, Why why, String reason) implements Decision {}

  /** Do nothing now; ask again at an instant. */
  record Wait(Plan plan, Instant until, Why why, String reason) implements Decision {}

  /** Do nothing. */
  record Ignore(Plan plan, Why why, String reason) implements Decision {}
}
