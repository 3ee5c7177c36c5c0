package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Plan.Rejected;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.decide.Decision.Act;
import dev.sidestep.remediator.decide.Decision.Ignore;
import dev.sidestep.remediator.decide.Decision.Wait;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.guard.Intake;
import dev.sidestep.remediator.guard.Rails;
import dev.sidestep.remediator.guard.Refusal;
import dev.sidestep.remediator.guard.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides on one issue of a warning. A pure function of the facts: the same facts give the same
 * decision, in the live service and in a replay.
 *
 * <p>The order: is it a warning that can be acted on ({@link Intake}); which remedy, mild first,
 * has a plan that takes effect in time; do the {@link Rails} allow it.
 */
public final class Decider {
  private final Intake intake;
  private final Rails rails;
  private final List<Remedy> remedies;
  private final StepTimes times;

  Decider(Intake intake, Rails rails, List<Remedy> remedies, StepTimes times) {
    this.intake = intake;
    this.rails = rails;
    this.remedies = List.copyOf(remedies);
    this.times = times;
  }

  public Decision decide(Facts facts) {
    Optional<Refusal> refused = intake.check(facts);
    Optional<VariantState> source = facts.source();
    if (refused.isPresent() || source.isEmpty()) {
      return refuse(refused.orElseThrow(), model(facts), facts, List.of());
    }
    List<Rejected> rejected = new ArrayList<>();
    boolean blind = false;
    boolean late = false;
    for (Remedy remedy : remedies) {
      if (!remedy.answers(facts.warning().kind())) {
        continue;
      }
      Proposal proposal = remedy.propose(facts, source.get());
      proposal.rejected().stream().filter(r -> !rejected.contains(r)).forEach(rejected::add);
      blind |= proposal.blind();
      Draft draft = proposal.draft();
      if (draft == null) {
        continue;
      }
      Instant latestStart = latestStart(draft, facts);
      if (!facts.at().isAfter(latestStart)) {
        return allow(plan(draft, latestStart, rejected, facts, ""), Why.NEEDED, facts);
      }
      late = true;
      if (draft.harmlessWhenLate()) {
        String note = "; late, but it interrupts nothing";
        return allow(plan(draft, latestStart, rejected, facts, note), Why.LATE_BUT_HARMLESS, facts);
      }
      rejected.add(new Rejected(draft.option(), "too late: it had to start by " + latestStart));
    }
    return refuse(nothingFits(blind, late, facts), source.get().model(), facts, rejected);
  }

  private static Refusal nothingFits(boolean blind, boolean late, Facts facts) {
    if (late) {
      return new Refusal(
          Why.TOO_LATE, "no remedy takes effect before the ETA of " + facts.target(), null);
    }
    return blind
        ? new Refusal(Why.BLIND, "no receiver whose metrics are there is fit", null)
        : new Refusal(Why.NO_REMEDY, "every option for " + facts.target() + " was refused", null);
  }

  /** The P90 time until the remedy takes effect must fit before the P10 of the ETA. */
  private Instant latestStart(Draft draft, Facts facts) {
    Duration effect = times.of(draft.kind(), draft.effective(), draft.from().model(), facts);
    return facts.at().plus(facts.warning().eta().p10()).minus(effect);
  }

  private Decision allow(Plan plan, Why why, Facts facts) {
    return rails
        .check(facts, plan)
        .map(refusal -> decline(refusal, plan))
        .orElseGet(() -> new Act(plan, why, reason(why, plan.reason())));
  }

  private static Decision refuse(
      Refusal refusal, String model, Facts facts, List<Rejected> rejected) {
    Plan none =
        new Plan(
            id(facts),
            facts.warning().id(),
            facts.at(),
            Plan.Kind.NONE,
            model,
            null,
            null,
            List.of(),
            null,
            Duration.ZERO,
            null,
            rejected,
            facts.seen().variants(),
            refusal.says());
    return decline(refusal, none);
  }

  private static Decision decline(Refusal refusal, Plan plan) {
    String reason = reason(refusal.why(), refusal.says());
    Instant until = refusal.until();
    return until == null
        ? new Ignore(plan, refusal.why(), reason)
        : new Wait(plan, until, refusal.why(), reason);
  }

  private Plan plan(
      Draft draft, Instant latestStart, List<Rejected> rejected, Facts facts, String note) {
    return new Plan(
        id(facts),
        facts.warning().id(),
        facts.at(),
        draft.kind(),
        draft.from().model(),
        draft.from().variant(),
        draft.to().variant(),
        draft.actions(),
        draft.expectedMargin(),
        times.of(draft.kind(), draft.actions(), draft.from().model(), facts),
        latestStart,
        rejected,
        facts.seen().variants(),
        draft.reason() + note);
  }

  /** Deterministic: a warning's issue has one plan. */
  private static String id(Facts facts) {
    return facts.warning().id() + "@" + facts.at();
  }

  private static String model(Facts facts) {
    return facts.source().map(VariantState::model).orElse("none");
  }

  private static String reason(Why why, String says) {
    return why.label() + ": " + says;
  }
}
