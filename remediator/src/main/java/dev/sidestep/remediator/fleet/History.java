package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plans that were acted on, as their outcomes tell. Every question is asked as of an instant,
 * so that a replay, which has read further, gets the answer that was given then.
 */
public final class History {
  private static final int LIMIT = 1_000;

  private final Map<String, Outcome> plans = new LinkedHashMap<>();

  /**
   * Takes note of a plan's newest outcome; what comes after its end was written by somebody who had
   * not heard of that. Receipts of plans not acted on are none of its matter.
   */
  public void accept(Outcome outcome) {
    if (outcome.status() == Outcome.Status.DECLINED || over(outcome.plan().id())) {
      return;
    }
    plans.put(outcome.plan().id(), outcome);
    if (plans.size() > LIMIT) {
      plans.values().stream()
          .filter(Outcome::terminal)
          .findFirst()
          .ifPresent(oldest -> plans.remove(oldest.plan().id()));
    }
  }

  /** A plan that had not ended by an instant. */
  public Optional<Outcome> inProgress(Instant at) {
    return plans.values().stream()
        .filter(outcome -> !outcome.terminal() || at.isBefore(outcome.at()))
        .findFirst();
  }

  /**
   * Takes ends that are dated after the present for ends of the present: the writer's clock was
   * wrong, or has been set back since, and nobody is busy until that instant comes.
   */
  public void nothingEndsAfter(Instant present) {
    plans.replaceAll(
        (id, outcome) ->
            outcome.terminal() && outcome.at().isAfter(present) ? outcome.dated(present) : outcome);
  }

  /** Whether a plan is known to have ended. */
  public boolean over(String planId) {
    Outcome known = plans.get(planId);
    return known != null && known.terminal();
  }

  /** All plans that have not ended. */
  public List<Outcome> unfinished() {
    return plans.values().stream().filter(outcome -> !outcome.terminal()).toList();
  }

  /** When the last plan of a kind for a model ended, successfully or not. */
  public Optional<Instant> lastEnd(String model, Plan.Kind kind, Instant at) {
    return ended(at)
        .filter(outcome -> outcome.plan().model().equals(model) && outcome.plan().kind() == kind)
        .map(Outcome::at)
        .max(Comparator.naturalOrder());
  }

  /** How long a kind of step took in the model's newest successful plans, newest last. */
  public List<Duration> took(String model, StepKind kind, int plansBack, Instant at) {
    List<Outcome> done =
        ended(at)
            .filter(outcome -> outcome.status() == Outcome.Status.SUCCEEDED)
            .filter(outcome -> outcome.plan().model().equals(model))
            .toList();
    return done.stream()
        .skip(Math.max(0, done.size() - plansBack))
        .flatMap(outcome -> outcome.steps().stream().filter(step -> is(step, kind, outcome.plan())))
        .map(step -> Duration.between(step.startedAt(), step.finishedAt()))
        .toList();
  }

  private static boolean is(Outcome.Step step, StepKind kind, Plan plan) {
    int index = plan.actions().indexOf(step.action());
    return step.ok()
        && !step.undo()
        && index >= 0
        && StepKind.of(plan.kind(), plan.actions(), index) == kind;
  }

  private Stream<Outcome> ended(Instant at) {
    return plans.values().stream()
        .filter(outcome -> outcome.terminal() && !outcome.at().isAfter(at));
  }
}
