package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.expert.BaselineRule;
import dev.sidestep.predictor.expert.MarginBelow;
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
  /** An alert is right when its device throttles within this time: our own longest horizon. */
  static final Duration HORIZON = Duration.ofMinutes(15);

  /** A rule, and what reports call it. */
  private record Named(String name, BaselineRule rule) {}

  private record Alert(Target device, Instant at) {}

  private Baselines() {}

  static List<Report.Baseline> judge(RunResult run) {
    return List.of(
            new Named("margin < 5 K", new MarginBelow(5)),
            new Named("predict_linear", new PredictLinear(Duration.ofMinutes(5), HORIZON)))
        .stream()
        .map(named -> judge(named, run))
        .toList();
  }

  private static Report.Baseline judge(Named named, RunResult run) {
    List<Alert> alerts = alerts(named.rule(), run.frames());
    Optional<Instant> first = run.firstThrottle();
    Optional<Double> lead =
        alerts.stream()
            .filter(alert -> right(alert, run) && first.equals(throttle(alert, run)))
            .map(alert -> Comparison.lead(alert.at(), first.orElseThrow()))
            .filter(seconds -> seconds != null)
            .findFirst();
    long wrong = alerts.stream().filter(alert -> !right(alert, run)).count();
    return new Report.Baseline(named.name(), lead.orElse(null), (int) wrong);
  }

  /** When the rule began to fire for a device; an alert that goes on is one alert. */
  private static List<Alert> alerts(BaselineRule rule, List<Frame> frames) {
    List<Alert> alerts = new ArrayList<>();
    Map<Target, Boolean> firing = new HashMap<>();
    for (Frame frame : frames) {
      if (frame.target().kind() != Target.Kind.DEVICE) {
        continue;
      }
      boolean fires = rule.alert(frame);
      if (fires && !firing.getOrDefault(frame.target(), false)) {
        alerts.add(new Alert(frame.target(), frame.tick()));
      }
      firing.put(frame.target(), fires);
    }
    return alerts;
  }

  /** Whether the device throttled when the alert came, or soon after it. */
  private static boolean right(Alert alert, RunResult run) {
    return run.frames().stream()
        .filter(frame -> frame.target().equals(alert.device()))
        .filter(
            frame ->
                !frame.tick().isBefore(alert.at())
                    && !frame.tick().isAfter(alert.at().plus(HORIZON)))
        .anyMatch(Baselines::throttles);
  }

  private static boolean throttles(Frame frame) {
    Reading throttling = frame.reading(Signal.DEVICE_THERMAL_THROTTLING);
    return throttling.present() && throttling.value() > 0;
  }

  private static Optional<Instant> throttle(Alert alert, RunResult run) {
    return Optional.ofNullable(run.throttledAt().get(alert.device()));
  }
}
