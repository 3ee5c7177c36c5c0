package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts two runs of one world beside each other. */
public final class Comparison {
  private Comparison() {}

  /**
   * The report of a seed.
   *
   * @param with the run in which Sidestep acted
   * @param without the same world with nobody acting
   */
  public static Report of(
      String scenario,
      long seed,
      Report.Model model,
      Report.Timings timings,
      RunResult with,
      RunResult without) {
    return new Report(
        seed,
        scenario,
        model,
        timings,
        new Report.With(
            with.throttledSeconds(),
            requests(with),
            with.killedPods().size(),
            with.warnings().stream().map(raised -> warning(raised, without)).toList(),
            with.outcomes().stream().filter(Comparison::carriedOut).map(Comparison::move).toList()),
        new Report.Without(
            without.throttledSeconds(),
            without.firstThrottle().orElse(null),
            requests(without),
            without.killedPods().size(),
            without.killedPods().stream().map(RunResult.Kill::at).findFirst().orElse(null)),
        Baselines.judge(without));
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

  private static Report.RaisedWarning warning(RunResult.Raised raised, RunResult without) {
    Warning first = raised.first();
    Eta eta = first.eta();
    Verdict verdict = raised.last().verdict();
    return new Report.RaisedWarning(
        lower(first.kind()),
        first.target().key(),
        first.raisedAt(),
        first.probability(),
        new Report.EtaSeconds(seconds(eta.p10()), seconds(eta.p50()), seconds(eta.p90())),
        without.event(first).map(event -> lead(first.raisedAt(), event)).orElse(null),
        verdict == null ? null : lower(verdict.result()));
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

  static @Nullable Double lead(Instant raised, Instant event) {
    double seconds = seconds(Duration.between(raised, event));
    return seconds > 0 ? seconds : null;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
