package dev.sidestep.replay;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.decide.Deliberation;
import dev.sidestep.remediator.fleet.Observation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a recording says of plans: what was seen when they were made, and what became of them. */
final class RecordedPlans {
  private final Map<String, Outcome> decisions = new HashMap<>();
  private final Map<String, Outcome> ends = new HashMap<>();
  private Observation lastSeen =
      new Observation(List.of(), Outcome.Mode.OBSERVE, true, true, false, Duration.ZERO);

  RecordedPlans(Collection<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (isDecision(outcome)) {
        decisions.put(outcome.plan().id(), outcome);
      }
      ends.merge(outcome.plan().id(), outcome, (known, next) -> ended(known) ? known : next);
    }
  }

  /** A decision, or the carrying out of an earlier one? */
  static boolean isDecision(Outcome outcome) {
    return outcome.status() == Status.DECLINED || outcome.status() == Status.INTENDED;
  }

  /** What comes after a plan's end was written by somebody who had not heard of that. */
  private static boolean ended(Outcome known) {
    return known.terminal() && known.status() != Status.DECLINED;
  }

  /**
   * What was seen when an issue of a warning was decided on. Where nothing was published about an
   * issue, the decision was the one before, and so was what it rested on.
   */
  Observation seenAt(Warning issue) {
    Outcome decision = decisions.get(issue.id() + "@" + issue.issuedAt());
    if (decision != null) {
      lastSeen = Deliberation.recorded(decision);
    }
    return lastSeen;
  }

  /** The last record of each plan that was acted on, by the plan's id. */
  Map<String, Outcome> acted() {
    Map<String, Outcome> acted = new HashMap<>(ends);
    acted.values().removeIf(RecordedPlans::isDecision);
    return acted;
  }

  /** The last record of a plan; empty when the recording does not know it. */
  Optional<Outcome> endOf(String planId) {
    return Optional.ofNullable(ends.get(planId));
  }
}
