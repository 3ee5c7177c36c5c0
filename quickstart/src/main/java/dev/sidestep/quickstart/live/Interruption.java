package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.quickstart.console.Notice;
import dev.sidestep.quickstart.decision.LastDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a killed process has left in the records, and what becomes of it, in words. */
final class Interruption {
  private final Map<String, Outcome> left = new TreeMap<>();

  /**
   * Finds what was left.
   *
   * @param unfinished plans that were begun and not ended
   */
  Interruption(List<Outcome> unfinished) {
    unfinished.forEach(outcome -> left.put(outcome.plan().id(), outcome));
  }

  /** What was found. */
  List<Notice> found(Instant now) {
    List<Notice> notices = new ArrayList<>();
    for (Outcome outcome : left.values()) {
      notices.add(
          new Notice(
              now,
              Notice.Level.WARNING,
              "The last process was interrupted in the middle of "
                  + noun(outcome.plan())
                  + ", after step "
                  + done(outcome)
                  + " of "
                  + outcome.plan().actions().size()
                  + ". It is taken over as the records have it."));
    }
    return notices;
  }

  /** How that ended which has ended by now; each is told once. */
  List<Notice> ended(Collection<Outcome> outcomes) {
    List<Notice> notices = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.terminal() && left.remove(outcome.plan().id()) != null) {
        notices.add(ended(outcome));
      }
    }
    return notices;
  }

  private static Notice ended(Outcome outcome) {
    String subject = "The interrupted " + noun(outcome.plan()).substring("the ".length());
    return switch (outcome.status()) {
      case SUCCEEDED ->
          new Notice(outcome.at(), Notice.Level.INFO, subject + " has been finished.");
      case UNDONE ->
          new Notice(
              outcome.at(),
              Notice.Level.WARNING,
              subject + " has been undone: " + LastDecision.cause(outcome));
      default ->
          new Notice(
              outcome.at(),
              Notice.Level.ERROR,
              subject + " needs a person: " + LastDecision.cause(outcome));
    };
  }

  private static String noun(Plan plan) {
    return plan.kind() == Plan.Kind.MOVE
        ? "the move of " + plan.model() + " from " + plan.from() + " to " + plan.to()
        : "the replacement of a pod of " + plan.model();
  }

  private static long done(Outcome outcome) {
    return outcome.steps().stream().filter(step -> step.ok() && !step.undo()).count();
  }
}
