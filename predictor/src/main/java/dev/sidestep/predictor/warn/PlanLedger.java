package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has been done about warnings, as far as it was known at a tick. An outcome counts from
 * {@link #ARRIVAL} after its own instant on, by when it has arrived, so that live and replay judge
 * alike.
 */
public final class PlanLedger {
  private static final Duration ARRIVAL = Times.TICK;

  /**
   * A plan whose last record is so old concerns no warning that can still be judged. Where that
   * record is no end, nobody will write one: each step writes its own, and has minutes for it.
   */
  private static final Duration KEPT = Duration.ofHours(3);

  /** The steps that the target feels; all others prepare them. */
  private static final Set<Action.Type> RELIEF =
      EnumSet.of(Action.Type.SHIFT_TRAFFIC, Action.Type.DRAIN);

  private final Map<String, Map<String, Outcome>> byWarning = new HashMap<>();

  /** What was done about a warning. */
  enum Standing {
    /** Nothing was, or what was tried has been taken back. */
    NOTHING,
    /** A plan is being carried out. */
    UNDER_WAY,
    /** A plan has been carried out. */
    DONE
  }

  /** Takes in an outcome; of one plan the latest counts. */
  public void note(Outcome outcome) {
    if (outcome.status() == Outcome.Status.DECLINED) {
      return;
    }
    byWarning
        .computeIfAbsent(outcome.plan().warningId(), id -> new HashMap<>())
        .merge(outcome.plan().id(), outcome, (old, now) -> now.at().isBefore(old.at()) ? old : now);
  }

  Standing standing(String warningId, Instant tick) {
    Collection<Outcome> plans = byWarning.getOrDefault(warningId, Map.of()).values();
    Instant known = tick.minus(ARRIVAL);
    if (any(plans, o -> o.status() == Outcome.Status.SUCCEEDED && !o.at().isAfter(known))) {
      return Standing.DONE;
    }
    // the last record of a plan hides the earlier ones, but a plan is under way from its decision
    // on
    boolean underWay =
        any(
            plans,
            o -> !o.plan().decidedAt().isAfter(known) && (!o.terminal() || o.at().isAfter(known)));
    return underWay ? Standing.UNDER_WAY : Standing.NOTHING;
  }

  /** Whether a finished plan had begun to take load off the target before an instant. */
  boolean relievedBefore(String warningId, Instant instant) {
    return any(
        byWarning.getOrDefault(warningId, Map.of()).values(),
        outcome ->
            outcome.status() == Outcome.Status.SUCCEEDED
                && outcome.steps().stream()
                    .anyMatch(
                        step ->
                            RELIEF.contains(step.action().type())
                                && step.ok()
                                && !step.undo()
                                && step.startedAt().isBefore(instant)));
  }

  /** Whether a plan has begun to take the warned-of pod out of service. */
  boolean drained(String warningId, Instant tick) {
    Instant known = tick.minus(ARRIVAL);
    return any(
        byWarning.getOrDefault(warningId, Map.of()).values(),
        outcome ->
            outcome.steps().stream()
                .anyMatch(
                    step ->
                        step.action().type() == Action.Type.DRAIN
                            && step.ok()
                            && !step.undo()
                            && !step.startedAt().isAfter(known)));
  }

  void forget(String warningId) {
    byWarning.remove(warningId);
  }

  /**
   * Lets go of plans that nothing has been heard of for long. Not every plan is forgotten with its
   * warning: each partition hears of the plans of all, and of some only after the verdict.
   */
  void forgetSilentLongBefore(Instant tick) {
    Instant from = tick.minus(KEPT);
    byWarning
        .values()
        .forEach(plans -> plans.values().removeIf(outcome -> outcome.at().isBefore(from)));
    byWarning.values().removeIf(Map::isEmpty);
  }

  private static boolean any(Collection<Outcome> plans, Predicate<Outcome> test) {
    return plans.stream().anyMatch(test);
  }
}
