package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.quickstart.decision.LastDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan that was acted on, as it happens.
 *
 * @param fromDevice where the model runs, as a person says it
 * @param toDevice where it goes
 * @param startedAt when the intention was written
 * @param at instant of the latest record
 * @param planned the actions in order
 * @param steps what was tried so far, undone steps included
 * @param routeWeight what the model's variants weigh together, in the weight units of the steps, so
 *     that a step's value over it is a share of the model's traffic; 0 where no step shifts traffic
 * @param done how many of the planned actions have succeeded and still stand or stood
 */
public record MoveView(
    String planId,
    String warningId,
    Plan.Kind kind,
    String model,
    @Nullable String fromDevice,
    @Nullable String toDevice,
    Outcome.Status status,
    Instant startedAt,
    Instant at,
    List<Action> planned,
    List<Outcome.Step> steps,
    int routeWeight,
    int done,
    Outcome.@Nullable Parity parity,
    @Nullable Double expectedMargin,
    List<Plan.Rejected> rejected,
    String planReason,
    String reason) {
  public MoveView {
    planned = List.copyOf(planned);
    steps = List.copyOf(steps);
    rejected = List.copyOf(rejected);
  }

  /** Whether more is to come. */
  public boolean inProgress() {
    return switch (status) {
      case INTENDED, RUNNING, UNDOING -> true;
      case DECLINED, SUCCEEDED, UNDONE, FAILED -> false;
    };
  }

  /** The action that is being done; null before and after the move, and while it is undone. */
  public @Nullable Action current() {
    return status == Outcome.Status.RUNNING || status == Outcome.Status.INTENDED
        ? done < planned.size() ? planned.get(done) : null
        : null;
  }

  static MoveView of(Outcome outcome, Instant startedAt) {
    Plan plan = outcome.plan();
    int done = (int) outcome.steps().stream().filter(step -> step.ok() && !step.undo()).count();
    return new MoveView(
        plan.id(),
        plan.warningId(),
        plan.kind(),
        plan.model(),
        device(plan, plan.from()),
        device(plan, plan.to()),
        outcome.status(),
        startedAt,
        outcome.at(),
        plan.actions(),
        outcome.steps(),
        routeWeight(plan),
        done,
        outcome.parity(),
        plan.expectedMargin(),
        plan.rejected(),
        plan.reason(),
        LastDecision.cause(outcome));
  }

  /**
   * The steps may count in finer units than those observed; the last one gives the receiver all
   * that it and the source have together.
   */
  private static int routeWeight(Plan plan) {
    int both = 0;
    int all = 0;
    for (VariantState state : plan.observed()) {
      if (state.model().equals(plan.model())) {
        all += state.weight();
        boolean takesPart =
            state.variant().equals(plan.from()) || state.variant().equals(plan.to());
        both += takesPart ? state.weight() : 0;
      }
    }
    int shifted =
        plan.actions().stream()
            .filter(action -> action.type() == Action.Type.SHIFT_TRAFFIC)
            .mapToInt(Action::value)
            .reduce(0, (earlier, later) -> later);
    return both == 0 ? 0 : (int) Math.round((double) shifted * all / both);
  }

  /** When the plan began, as far as its first seen record tells. */
  static Instant start(Outcome outcome) {
    return outcome.steps().isEmpty() ? outcome.at() : outcome.steps().get(0).startedAt();
  }

  private static @Nullable String device(Plan plan, @Nullable String variant) {
    return plan.observed().stream()
        .filter(state -> state.variant().equals(variant))
        .map(state -> shortName(state.device()))
        .findFirst()
        .orElse(variant);
  }

  /** The last part of a target's key, which is what a person calls it. */
  static String shortName(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
