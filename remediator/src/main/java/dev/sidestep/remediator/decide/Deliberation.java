package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Fleet;
import dev.sidestep.remediator.fleet.History;
import dev.sidestep.remediator.fleet.Observation;
import dev.sidestep.remediator.fleet.StandingWarnings;
import dev.sidestep.remediator.guard.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The remediator's mind: what it has been told so far, and its decisions. The live service and the
 * replay feed it alike: frames and forecasts up to a warning's issue, then the warning, in the
 * order of the topic. Not thread-safe.
 */
public final class Deliberation {
  private final Fleet fleet;
  private final StandingWarnings standing;
  private final History history = new History();
  private final Receipts receipts = new Receipts();
  private final Decider decider;

  public Deliberation(Policy policy) {
    this(policy, target -> {});
  }

  /**
   * Knows nothing yet.
   *
   * @param evicted is told of each target that was let go for want of room, and was still there
   */
  public Deliberation(Policy policy, Consumer<String> evicted) {
    this.fleet = new Fleet(policy.cluster(), policy.namespace(), evicted);
    this.standing = new StandingWarnings(policy.limits().maxAge());
    this.decider = policy.decider();
  }

  public void accept(Frame frame) {
    fleet.accept(frame);
  }

  public void accept(Forecast forecast) {
    fleet.accept(forecast);
  }

  /**
   * Takes note of an outcome that was published. A replay gives an acted-on plan's last outcome
   * right after having decided on it: whether the plan was in progress is asked by its end, not by
   * arrival.
   */
  public void accept(Outcome outcome) {
    history.accept(outcome);
    receipts.accept(outcome);
  }

  /** Decides on one issue of a warning. */
  public Decision decide(Warning warning, Observation seen) {
    standing.accept(warning);
    return decider.decide(
        new Facts(warning, seen, fleet.at(warning.issuedAt()), standing, history));
  }

  /**
   * The outcome that a decision publishes; empty when it says nothing new. Once it is published,
   * give it to {@link #accept(Outcome)}.
   */
  public Optional<Outcome> receipt(Decision decision, Outcome.Mode mode) {
    return receipts.of(decision, mode);
  }

  /**
   * Says what time it is; only the live service can. A replay, which is given a plan's end before
   * its time, does not ask.
   */
  public void present(Instant now) {
    history.nothingEndsAfter(now);
  }

  /** Whether a plan is known to have ended. */
  public boolean over(Plan plan) {
    return history.over(plan.id());
  }

  /** Plans that have begun and not ended. */
  public List<Outcome> unfinished() {
    return history.unfinished();
  }

  /** The thermal picture as of an instant, for the harm check of a running move. */
  public Fleet fleet() {
    return fleet;
  }

  /** What must have been seen when a recorded plan was decided on. */
  public static Observation recorded(Outcome outcome) {
    Optional<Why> why = Why.of(outcome);
    return new Observation(
        outcome.plan().observed(),
        outcome.mode(),
        !why.equals(Optional.of(Why.CLUSTER_UNREACHABLE)),
        !why.equals(Optional.of(Why.NOT_OPTED_IN)),
        why.equals(Optional.of(Why.FROZEN)),
        why.equals(Optional.of(Why.STALE)) ? Duration.ofDays(1) : Duration.ZERO);
  }
}
