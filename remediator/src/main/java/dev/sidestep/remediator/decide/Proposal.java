package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Plan.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A remedy's answer: a draft or none, and the options it looked at and left.
 *
 * @param blind whether an option was left because its metrics are missing
 */
record Proposal(@Nullable Draft draft, List<Rejected> rejected, boolean blind) {
  Proposal {
    rejected = List.copyOf(rejected);
  }

  static Proposal none(List<Rejected> rejected, boolean blind) {
    return new Proposal(null, rejected, blind);
  }
}
