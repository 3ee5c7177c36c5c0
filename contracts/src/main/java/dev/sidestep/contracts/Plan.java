package dev.sidestep.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the remediator decided about a warning, with everything it saw and everything it refused. A
 * plan without actions says why nothing is done.
 *
 * @param decidedAt the issue instant of the warning that was decided on, so that a replay decides
 *     at the same instant
 * @param from variant that is left; null where nothing is moved
 * @param to variant that takes over; null where nothing is moved
 * @param expectedMargin the receiver's thermal margin after the move as the decision reckoned it,
 *     in K; null where none was needed
 * @param duration the P90 time that the actions need
 * @param latestStart after this instant the plan would end too late; null where there are no
 *     actions
 * @param observed the cluster at the instant of the decision
 */
public record Plan(
    String id,
    String warningId,
    Instant decidedAt,
    Kind kind,
    String model,
    @Nullable String from,
    @Nullable String to,
    List<Action> actions,
    @Nullable Double expectedMargin,
    Duration duration,
    @Nullable Instant latestStart,
    List<Rejected> rejected,
    List<VariantState> observed,
    String reason) {

  /** The shape of the remedy. */
  public enum Kind {
    MOVE,
    REPLACE,
    NONE
  }

  /** An option that was looked at and not taken. */
  public record Rejected(String option, String reason) {
    public Rejected {
      Require.text("rejected option", option);
      Require.text("rejection reason", reason);
    }
  }

  public Plan {
    Require.text("plan id", id);
    Require.text("plan warning id", warningId);
    Require.text("plan reason", reason);
    if (expectedMargin != null) {
      Require.finite("plan expected margin", expectedMargin);
    }
    actions = List.copyOf(actions);
    rejected = List.copyOf(rejected);
    observed = List.copyOf(observed);
    if (actions.isEmpty() != (kind == Kind.NONE)) {
      throw new IllegalArgumentException(
          "plan "
              + id
              + " is "
              + kind
              + " with "
              + actions.size()
              + " actions; exactly NONE has none");
    }
  }
}
