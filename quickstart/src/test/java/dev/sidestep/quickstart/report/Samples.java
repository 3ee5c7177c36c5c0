package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Small runs to report on: a device throttles at minute 10 where nobody acts. */
final class Samples {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration TICK = Duration.ofSeconds(15);
  static final Target GPU = Target.device("demo", "gpu-0", DeviceClass.GPU);

  private Samples() {}

  static Report report() {
    return Comparison.of(
        "fan-failure",
        7,
        Outcome.Mode.AUTOMATIC,
        new Report.Model("all-minilm-l6-v2", "int8", "a:b"),
        new Report.Timings(4.5, 20, 600),
        with(),
        without(),
        Causes.NONE);
  }

  /** As {@link #report}, but in another world, or after a fault. */
  static Report report(RunResult with, RunResult without, Causes causes) {
    Report sample = report();
    return Comparison.of(
        "x", 1, Outcome.Mode.AUTOMATIC, sample.model(), sample.timings(), with, without, causes);
  }

  /** The device throttles at a time, with nobody acting. */
  static RunResult throttledAt(Instant at) {
    return new RunResult(
        300, Map.of(GPU, at), List.of(), without().requests(), List.of(), List.of(), List.of());
  }

  static RunResult with() {
    Warning raised = warning(minutes(6), minutes(6));
    Warning last =
        warning(minutes(6), minutes(8))
            .judged(new Verdict(Verdict.Result.AVERTED, minutes(8), null, "moved in time"));
    return new RunResult(
        0,
        Map.of(),
        List.of(),
        new RunResult.Requests(5000, 250, 0, 0, 3),
        List.of(new RunResult.Raised(raised, last)),
        List.of(move(), declined()),
        List.of());
  }

  static RunResult without() {
    return new RunResult(
        300,
        Map.of(GPU, minutes(10)),
        List.of(),
        new RunResult.Requests(5000, 249, 4, 1, 900),
        List.of(),
        List.of(),
        frames(minute -> 20 - 2 * minute));
  }

  /** A frame every 15 s for 20 minutes; the device throttles where the margin is below zero. */
  static List<Frame> frames(IntToDoubleFunction marginAtMinute) {
    List<Frame> frames = new ArrayList<>();
    for (int tick = 1; tick < 80; tick++) {
      double margin = marginAtMinute.applyAsDouble(tick / 4);
      frames.add(
          new Frame(
              GPU,
              BEGIN.plusSeconds(15L * tick),
              Duration.ofSeconds(15),
              Map.of(
                  Signal.THERMAL_MARGIN,
                  Reading.valid(margin, Source.SIMULATED),
                  Signal.DEVICE_THERMAL_THROTTLING,
                  Reading.valid(margin < 0 ? 1 : 0, Source.SIMULATED))));
    }
    return frames;
  }

  static Instant minutes(int minutes) {
    return BEGIN.plus(Duration.ofMinutes(minutes));
  }

  private static Warning warning(Instant raisedAt, Instant issuedAt) {
    return new Warning(
        "w1",
        Warning.Kind.THERMAL_THROTTLE,
        GPU,
        raisedAt,
        issuedAt,
        0.8,
        new Eta(Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(6)),
        List.of(),
        raisedAt.plusSeconds(900),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }

  private static Outcome move() {
    Action ready = new Action(Action.Type.AWAIT_READY, "minilm-npu", 0, "nothing");
    Action shift = new Action(Action.Type.SHIFT_TRAFFIC, "minilm-npu", 100, "shift back");
    return new Outcome(
        plan("p1", Plan.Kind.MOVE, List.of(ready, shift)),
        Outcome.Mode.AUTOMATIC,
        Outcome.Status.SUCCEEDED,
        minutes(8),
        List.of(
            new Outcome.Step(ready, minutes(6), minutes(7), true, false, "ready"),
            new Outcome.Step(
                shift, minutes(7), minutes(7).plusSeconds(20), true, false, "100 of 100")),
        new Outcome.Parity(5, 5),
        "all steps done");
  }

  private static Outcome declined() {
    return new Outcome(
        plan("p2", Plan.Kind.NONE, List.of()),
        Outcome.Mode.AUTOMATIC,
        Outcome.Status.DECLINED,
        minutes(9),
        List.of(),
        null,
        "not-serving: no variant on gpu-0 gets traffic; nothing to move");
  }

  /** A warning that the event followed; nobody acted on it, though perhaps on another before. */
  static RunResult hit(Instant raisedAt, Duration lead, List<Outcome> outcomes) {
    Warning raised = warning(raisedAt, raisedAt);
    Verdict hit = new Verdict(Verdict.Result.HIT, raisedAt.plus(lead), lead, "it came");
    return new RunResult(
        0,
        Map.of(),
        List.of(),
        with().requests(),
        List.of(new RunResult.Raised(raised, raised.judged(hit))),
        outcomes,
        List.of());
  }

  /** The warning of {@link #with}, which was not acted on, with a verdict. */
  static RunResult refused(Verdict.Result verdict) {
    RunResult acted = with();
    RunResult.Raised raised = acted.warnings().get(0);
    Outcome declined = declined();
    Plan plan = declined.plan();
    Plan refused =
        new Plan(
            "p3",
            plan.warningId(),
            minutes(6),
            Plan.Kind.NONE,
            plan.model(),
            null,
            null,
            List.of(),
            null,
            Duration.ZERO,
            null,
            List.of(
                new Plan.Rejected("shift traffic to minilm-npu", "keeps only 1.2 K of 3 K"),
                new Plan.Rejected("start and move to minilm-npu", "keeps only 1.2 K of 3 K"),
                new Plan.Rejected("start and move to minilm-cpu", "blind: no forecast")),
            List.of(),
            "no");
    return new RunResult(
        0,
        Map.of(),
        List.of(),
        acted.requests(),
        List.of(
            new RunResult.Raised(
                raised.first(),
                raised.first().judged(new Verdict(verdict, minutes(8), null, "it ended")))),
        List.of(
            new Outcome(
                refused,
                Outcome.Mode.AUTOMATIC,
                Outcome.Status.DECLINED,
                minutes(6),
                List.of(),
                null,
                "no-remedy: every option for gpu-0 was refused")),
        List.of());
  }

  /** As {@link #with}, on a machine whose CPU is its own; what a pod says counts not. */
  static RunResult ownCpu() {
    Target pod = Target.pod("demo", "default", "minilm-0", "u1", DeviceClass.NPU);
    Reading modelled = Reading.valid(1, Source.MODELLED);
    Reading measured = Reading.valid(40, Source.MEASURED);
    RunResult with = with();
    return new RunResult(
        0,
        Map.of(),
        List.of(),
        with.requests(),
        with.warnings(),
        with.outcomes(),
        List.of(
            new Frame(pod, BEGIN, TICK, Map.of(Signal.DEVICE_UTILIZATION, modelled)),
            new Frame(
                Target.device("demo", "cpu-0", DeviceClass.CPU),
                BEGIN,
                TICK,
                Map.of(Signal.DEVICE_TEMPERATURE, measured))));
  }

  private static Plan plan(String id, Plan.Kind kind, List<Action> actions) {
    return new Plan(
        id,
        "w1",
        minutes(6),
        kind,
        "minilm",
        "minilm-gpu",
        "minilm-npu",
        actions,
        12.0,
        Duration.ofSeconds(90),
        minutes(9),
        List.of(),
        List.of(),
        "it heats up");
  }
}
