package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import java.util.List;

/**
 * What a step of a plan is for. Its action does not tell alone: after the drain, the same kinds of
 * action let the old pods go.
 */
public enum StepKind {
  /** A replica count goes up. */
  START,
  /** A new pod becomes ready. */
  READY,
  WARM,
  PARITY,
  SHIFT,
  /** The old pods answer their last requests. */
  DRAIN,
  /** The one pod that is let go is marked. */
  MARK,
  /** A replica count goes down. */
  STOP,
  /** The old pod goes. */
  GONE;

  /**
   * The kind of one step.
   *
   * @param plan what the actions come to
   * @param actions of the plan, all or those up to this one at least
   * @param index of the step
   */
  public static StepKind of(Plan.Kind plan, List<Action> actions, int index) {
    boolean after =
        actions.subList(0, index).stream().anyMatch(earlier -> earlier.type() == Action.Type.DRAIN);
    return switch (actions.get(index).type()) {
      case SCALE -> after ? STOP : START;
      case AWAIT_READY -> after ? GONE : READY;
      case WARM -> WARM;
      case CHECK_PARITY -> PARITY;
      case SHIFT_TRAFFIC -> SHIFT;
      case DRAIN -> plan == Plan.Kind.REPLACE ? MARK : DRAIN;
    };
  }
}
