package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.decision.LastDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts two runs of one world beside each other. */
public final class Comparison {
  private Comparison() {}

  /**
   * The report of a seed.
   *
   * @param mode of the remediator in the run with Sidestep
   * @param with the run in which Sidestep acted
   * @param without the same world with nobody acting
   * @param causes what went wrong in that world, and when
   */
  public static Report of(
      String scenario,
      long seed,
      Outcome.Mode mode,
      Report.Model model,
      Report.Timings timings,
      RunResult with,
      RunResult without,
      Causes causes) {
    Foresight foresight = new Foresight(without, causes);
    return new Report(
        seed,
        scenario,
        lower(mode),
        source(with, without),
        model,
        timings,
        new Report.With(
            with.throttledSeconds(),
            requests(with),
            with.killedPods().size(),
            with.warnings().stream().map(raised -> warning(raised, with, foresight)).toList(),
            with.outcomes().stream().filter(Comparison::carriedOut).map(Comparison::move).toList()),
        new Report.Without(
            without.throttledSeconds(),
            without.firstThrottle().orElse(null),
            requests(without),
            without.killedPods().size(),
            without.firstKill().orElse(null)),
        Baselines.judge(without, causes));
  }

  /** Taken from the values themselves, so that it holds for whatever devices they are of. */
  private static @Nullable String source(RunResult with, RunResult without) {
    String sources =
        Stream.of(with, without)
            .flatMap(run -> run.frames().stream())
            .filter(frame -> frame.target().kind() == Target.Kind.DEVICE)
            .flatMap(frame -> frame.readings().values().stream())
            .filter(Reading::present)
            .map(Reading::source)
            .distinct()
            .sorted()
            .map(Comparison::lower)
            .collect(Collectors.joining(", "));
    return sources.isEmpty() ? null : sources;
  }

  private static Report.Requests requests(RunResult run) {
    RunResult.Requests requests = run.requests();
    return new Report.Requests(
        requests.total(),
        requests.throughRealModel(),
        requests.failed(),
        requests.lost(),
        requests.slow());
  }

  private static Report.RaisedWarning warning(
      RunResult.Raised raised, RunResult with, Foresight foresight) {
    Warning first = raised.first();
    Eta eta = first.eta();
    return new Report.RaisedWarning(
        first.kind().word(),
        first.target().key(),
        first.raisedAt(),
        first.probability(),
        new Report.EtaSeconds(seconds(eta.p10()), seconds(eta.p50()), seconds(eta.p90())),
        missed(raised)
            ? null
            : foresight.lead(first.kind(), first.target(), first.raisedAt()).orElse(null),
        verdict(raised, with, foresight),
        declined(first, with).orElse(null));
  }

  /** Raised when the event had come: nothing was foreseen, whenever the run without has it. */
  private static boolean missed(RunResult.Raised raised) {
    Verdict verdict = raised.last().verdict();
    return verdict != null && verdict.result() == Verdict.Result.MISSED;
  }

  /**
   * The verdict of the time, but for one that the run without knows better: who says that the event
   * came, or would have, is right only where a rule beside it would be.
   */
  private static @Nullable String verdict(
      RunResult.Raised raised, RunResult with, Foresight foresight) {
    Verdict verdict = raised.last().verdict();
    if (verdict == null) {
      return null;
    }
    boolean stands =
        switch (verdict.result()) {
          case HIT -> right(raised.first(), verdict, with, foresight);
          case AVERTED ->
              finished(raised.first(), verdict.at(), with)
                  && right(raised.first(), verdict, with, foresight);
          case FALSE, MISSED, EXPIRED -> true;
        };
    return lower(stands ? verdict.result() : Verdict.Result.FALSE);
  }

  /**
   * In another story than that of the run without, an event that came is all there is to measure.
   */
  private static boolean right(
      Warning warning, Verdict verdict, RunResult with, Foresight foresight) {
    Instant raisedAt = warning.raisedAt();
    if (!otherStory(raisedAt, with)) {
      return foresight.right(warning.kind(), warning.target(), raisedAt);
    }
    Duration lead = verdict.lead();
    return lead == null
        || foresight.foresees(warning.kind(), warning.target(), raisedAt, raisedAt.plus(lead));
  }

  private static boolean finished(Warning warning, Instant before, RunResult with) {
    return with.outcomes().stream()
        .anyMatch(
            outcome ->
                outcome.plan().warningId().equals(warning.id())
                    && outcome.status() == Outcome.Status.SUCCEEDED
                    && !outcome.at().isAfter(before));
  }

  /** Until somebody acts both runs are one story; what would have come later nobody can know. */
  private static boolean otherStory(Instant at, RunResult with) {
    return with.outcomes().stream()
        .filter(Comparison::carriedOut)
        .anyMatch(outcome -> outcome.plan().decidedAt().isBefore(at));
  }

  /** Why the remediator let the warning be, where that was its last word on it. */
  private static Optional<String> declined(Warning warning, RunResult with) {
    return with.outcomes().stream()
        .filter(outcome -> outcome.plan().warningId().equals(warning.id()))
        .reduce(LastDecision::later)
        .filter(outcome -> outcome.status() == Outcome.Status.DECLINED)
        .map(LastDecision::because);
  }

  private static boolean carriedOut(Outcome outcome) {
    return outcome.status() != Outcome.Status.DECLINED && outcome.plan().kind() != Plan.Kind.NONE;
  }

  private static Report.Move move(Outcome outcome) {
    Plan plan = outcome.plan();
    List<Outcome.Step> steps = outcome.steps();
    Outcome.Parity parity = outcome.parity();
    return new Report.Move(
        plan.model(),
        plan.from(),
        plan.to(),
        steps.isEmpty() ? plan.decidedAt() : steps.get(0).startedAt(),
        end(steps, Action.Type.AWAIT_READY, Action.Type.WARM),
        end(steps, Action.Type.SHIFT_TRAFFIC),
        outcome.terminal() ? outcome.at() : null,
        parity == null ? null : new Report.Parity(parity.checked(), parity.equal()),
        outcome.status() == Outcome.Status.UNDONE);
  }

  /** When the last of the steps of these kinds was done; null where none was. */
  private static @Nullable Instant end(List<Outcome.Step> steps, Action.Type... types) {
    List<Action.Type> wanted = Arrays.asList(types);
    Optional<Instant> end =
        steps.stream()
            .filter(step -> step.ok() && !step.undo() && wanted.contains(step.action().type()))
            .map(Outcome.Step::finishedAt)
            .reduce((earlier, later) -> later);
    return end.orElse(null);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
