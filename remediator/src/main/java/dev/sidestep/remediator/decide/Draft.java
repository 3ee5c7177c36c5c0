package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.fleet.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remedy would do.
 *
 * @param until how many of the actions must be done for the remedy to take effect
 * @param harmlessWhenLate whether it does no harm when the failure comes first
 */
record Draft(
    Plan.Kind kind,
    VariantState from,
    VariantState to,
    List<Action> actions,
    int until,
    @Nullable Double expectedMargin,
    boolean harmlessWhenLate,
    String reason) {
  Draft {
    actions = List.copyOf(actions);
  }

  List<Action> effective() {
    return actions.subList(0, until);
  }

  /** How the remedy is called among the rejected ones. */
  String option() {
    return kind == Plan.Kind.REPLACE
        ? "replace a pod of " + from.variant()
        : Sentence.of(
            "move from %s to %s (%d steps)", from.variant(), to.variant(), actions.size());
  }
}
