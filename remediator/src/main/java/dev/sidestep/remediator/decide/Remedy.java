package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;

/** One way to help. Remedies are asked in their order, mild ones first. */
interface Remedy {
  boolean answers(Warning.Kind kind);

  /** What it would do for the source, the variant that the warning is about. */
  Proposal propose(Facts facts, VariantState source);
}
