package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.expert.BaselineRule;
import dev.sidestep.predictor.expert.MarginBelow;
import dev.sidestep.predictor.expert.MemoryAbove;
import dev.sidestep.predictor.expert.PredictLinear;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules that people use today would have said, had they watched the run in which nobody
 * acted.
 */
final class Baselines {
  static final String MARGIN = "margin < 5 K";
  static final String LINE = "predict_linear";
  static final String MEMORY = "memory > 90 %";
  static final String MEMORY_LINE = "predict_linear of memory";

  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** A rule, what reports call it, and what it warns of. */
  private record Named(String name, Warning.Kind kind, BaselineRule rule) {
    boolean watches(Target target) {
      return target.kind()
          == switch (kind) {
            case THERMAL_THROTTLE -> Target.Kind.DEVICE;
            case MEMORY_EXHAUSTION -> Target.Kind.POD;
          };
    }
  }

  private record Alert(Target target, Instant at) {}

  private Baselines() {}

  static List<Report.Baseline> judge(RunResult run, Causes causes) {
    Foresight foresight = new Foresight(run, causes);
    return List.of(
            new Named(MARGIN, Warning.Kind.THERMAL_THROTTLE, new MarginBelow(5)),
            new Named(LINE, Warning.Kind.THERMAL_THROTTLE, new PredictLinear(WINDOW, Times.REACH)),
            new Named(MEMORY, Warning.Kind.MEMORY_EXHAUSTION, new MemoryAbove(0.9)),
            new Named(
                MEMORY_LINE,
                Warning.Kind.MEMORY_EXHAUSTION,
                PredictLinear.ofMemory(WINDOW, Times.REACH)))
        .stream()
        .map(named -> judge(named, alerts(named, run.frames()), foresight))
        .toList();
  }

  private static Report.Baseline judge(Named named, List<Alert> alerts, Foresight foresight) {
    Optional<Double> lead =
        alerts.stream()
            .flatMap(
                alert -> foresight.leadOfTheRun(named.kind(), alert.target(), alert.at()).stream())
            .findFirst();
    long wrong =
        alerts.stream()
            .filter(alert -> !foresight.right(named.kind(), alert.target(), alert.at()))
            .count();
    return new Report.Baseline(named.name(), lead.orElse(null), (int) wrong);
  }

  /** When the rule began to fire for a target; an alert that goes on is one alert. */
  private static List<Alert> alerts(Named named, List<Frame> frames) {
    List<Alert> alerts = new ArrayList<>();
    Map<Target, Boolean> firing = new HashMap<>();
    for (Frame frame : frames) {
      if (!named.watches(frame.target())) {
        continue;
      }
      boolean fires = named.rule().alert(frame);
      if (fires && !firing.getOrDefault(frame.target(), false)) {
        alerts.add(new Alert(frame.target(), frame.tick()));
      }
      firing.put(frame.target(), fires);
    }
    return alerts;
  }
}
