package dev.sidestep.remediator.guard;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asked before anybody thinks about a remedy: is this a warning that can be acted on at all? */
public final class Intake {
  private final Limits limits;
  private final String cluster;
  private final String namespace;
  private final List<Function<Facts, Optional<Refusal>>> questions =
      List.of(
          this::judged,
          this::alreadyActing,
          this::stale,
          this::expired,
          this::unreachable,
          this::unknown,
          this::notServing,
          this::blind);

  /**
   * Looks after one namespace of one cluster.
   *
   * @param cluster the name that targets carry
   */
  public Intake(Limits limits, String cluster, String namespace) {
    this.limits = limits;
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** The first reason against, in the order of the questions. */
  public Optional<Refusal> check(Facts facts) {
    return questions.stream()
        .map(question -> question.apply(facts))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Refusal> judged(Facts facts) {
    return facts.warning().open()
        ? Optional.empty()
        : Refusal.because(Why.JUDGED, "the warning has its verdict");
  }

  private Optional<Refusal> alreadyActing(Facts facts) {
    return facts
        .history()
        .inProgress(facts.at())
        .map(Outcome::plan)
        .filter(plan -> plan.warningId().equals(facts.warning().id()))
        .flatMap(plan -> Refusal.because(Why.ALREADY_ACTING, "plan " + plan.id() + " runs"));
  }

  private Optional<Refusal> stale(Facts facts) {
    return facts.seen().age().compareTo(limits.maxAge()) <= 0
        ? Optional.empty()
        : Refusal.because(
            Why.STALE,
            Sentence.of(
                "the issue was read more than %d s after it was made",
                limits.maxAge().toSeconds()));
  }

  private Optional<Refusal> expired(Facts facts) {
    return facts.warning().expiresAt().isAfter(facts.at())
        ? Optional.empty()
        : Refusal.because(Why.EXPIRED, "the warning expired at " + facts.warning().expiresAt());
  }

  private Optional<Refusal> unreachable(Facts facts) {
    return facts.seen().reachable()
        ? Optional.empty()
        : Refusal.because(Why.CLUSTER_UNREACHABLE, "the Kubernetes API does not answer");
  }

  private Optional<Refusal> unknown(Facts facts) {
    Target target = facts.warning().target();
    boolean fits =
        switch (facts.warning().kind()) {
          case THERMAL_THROTTLE -> target.kind() == Target.Kind.DEVICE;
          case MEMORY_EXHAUSTION ->
              target.kind() == Target.Kind.POD && target.namespace().equals(namespace);
        };
    return fits && target.cluster().equals(cluster) && facts.source().isPresent()
        ? Optional.empty()
        : Refusal.because(
            Why.UNKNOWN_TARGET,
            Sentence.of("%s carries no variant of namespace %s", target.key(), namespace));
  }

  private Optional<Refusal> notServing(Facts facts) {
    boolean serves =
        facts.warning().kind() != Warning.Kind.THERMAL_THROTTLE
            || facts.source().map(VariantState::weight).orElse(0) > 0;
    return serves
        ? Optional.empty()
        : Refusal.because(
            Why.NOT_SERVING, "no variant on " + facts.target() + " gets traffic; nothing to move");
  }

  private Optional<Refusal> blind(Facts facts) {
    Signal needed =
        switch (facts.warning().kind()) {
          case THERMAL_THROTTLE -> Signal.THERMAL_MARGIN;
          case MEMORY_EXHAUSTION -> Signal.POD_MEMORY;
        };
    return facts.fleet().valid(facts.target(), needed).isPresent()
        ? Optional.empty()
        : Refusal.because(
            Why.BLIND, facts.target() + " has no valid " + needed.otelName() + "; nothing is done");
  }
}
