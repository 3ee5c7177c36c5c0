package dev.sidestep.remediator.guard;

import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Asked when there is a plan: may it be carried out now? */
public final class Rails {
  private final Limits limits;
  private final List<BiFunction<Facts, Plan, Optional<Refusal>>> rails =
      List.of(this::storm, this::busy, this::recentlyActed, this::mode, this::optIn, this::frozen);

  public Rails(Limits limits) {
    this.limits = limits;
  }

  /** The first reason against, in the order of the rails. */
  public Optional<Refusal> check(Facts facts, Plan plan) {
    return rails.stream()
        .map(rail -> rail.apply(facts, plan))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Too many at once have a common cause, which no move takes away. Only targets that are there
   * count: warnings of invented ones must not stop what the real ones need.
   */
  private Optional<Refusal> storm(Facts facts, Plan plan) {
    Warning.Kind kind = facts.warning().kind();
    long warned =
        facts.standing().targets(kind, facts.at()).stream().filter(facts.fleet()::there).count();
    int all = facts.fleet().count(facts.warning().target().kind());
    boolean storm = warned >= limits.stormLeast() && warned > limits.stormShare() * all;
    return storm
        ? Refusal.until(
            nextTick(facts),
            Why.STORM,
            Sentence.of(
                "%d of %d %s are warned of at once; look for a common cause",
                warned, all, words(facts.warning().target().kind())))
        : Optional.empty();
  }

  private Optional<Refusal> busy(Facts facts, Plan plan) {
    return facts
        .history()
        .inProgress(facts.at())
        .flatMap(
            running ->
                Refusal.until(
                    nextTick(facts), Why.BUSY, "plan " + running.plan().id() + " runs first"));
  }

  private Optional<Refusal> recentlyActed(Facts facts, Plan plan) {
    return facts
        .history()
        .lastEnd(plan.model(), plan.kind(), facts.at())
        .map(end -> end.plus(limits.holdAfterAction()))
        .filter(facts.at()::isBefore)
        .flatMap(
            until ->
                Refusal.until(
                    until,
                    Why.RECENTLY_ACTED,
                    Sentence.of(
                        "the last %s of %s ended less than %d s ago",
                        plan.kind(), plan.model(), limits.holdAfterAction().toSeconds())));
  }

  private Optional<Refusal> mode(Facts facts, Plan plan) {
    return switch (facts.seen().mode()) {
      case OBSERVE ->
          Refusal.because(Why.OBSERVE_ONLY, "mode observe does not act on: " + plan.reason());
      case ADVISE -> Refusal.because(Why.ADVICE_ONLY, "advice, not acted on: " + plan.reason());
      case APPROVE ->
          Refusal.because(Why.NEEDS_APPROVAL, "needs a person's approval: " + plan.reason());
      case AUTOMATIC -> Optional.empty();
    };
  }

  private Optional<Refusal> optIn(Facts facts, Plan plan) {
    return facts.seen().optedIn()
        ? Optional.empty()
        : Refusal.because(
            Why.NOT_OPTED_IN, "the namespace lacks the label sidestep.dev/managed=true");
  }

  private Optional<Refusal> frozen(Facts facts, Plan plan) {
    return facts.seen().frozen()
        ? Refusal.until(
            nextTick(facts), Why.FROZEN, "the ConfigMap sidestep-freeze exists; delete it to go on")
        : Optional.empty();
  }

  private static Instant nextTick(Facts facts) {
    return facts.at().plusSeconds(15);
  }

  private static String words(Target.Kind kind) {
    return switch (kind) {
      case DEVICE -> "devices";
      case POD -> "pods";
      case NODE -> "nodes";
      case MODEL -> "models";
    };
  }
}
