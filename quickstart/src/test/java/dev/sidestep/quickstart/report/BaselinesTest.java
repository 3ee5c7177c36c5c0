package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Target POD = Target.pod("demo", "x", "minilm", "u", DeviceClass.GPU);

  @Test
  void theMarginRuleLeadsByTheTimeFromItsThresholdToTheThrottle() {
    Report.Baseline margin = Baselines.judge(Samples.without(), Causes.NONE).get(0);

    // 20 K less 2 K a minute: below 5 K from minute 8 on, throttled from minute 10
    assertThat(margin.rule()).isEqualTo("margin < 5 K");
    assertThat(margin.leadSeconds()).isEqualTo(120);
    assertThat(margin.falseWarnings()).isZero();
  }

  @Test
  void predictLinearLeadsByMoreOnAStraightLine() {
    Report.Baseline line = Baselines.judge(Samples.without(), Causes.NONE).get(1);

    assertThat(line.rule()).isEqualTo("predict_linear");
    assertThat(line.leadSeconds()).isGreaterThan(300);
  }

  @Test
  void anAlertThatNoThrottleFollowsIsFalse() {
    List<Report.Baseline> baselines =
        Baselines.judge(run(Map.of(), minute -> minute < 10 ? 4 : 15), Causes.NONE);

    assertThat(baselines.get(0).leadSeconds()).isNull();
    assertThat(baselines.get(0).falseWarnings()).isEqualTo(1);
  }

  @Test
  void anAlertThatStandsIsCountedOnce() {
    List<Report.Baseline> baselines =
        Baselines.judge(run(Map.of(), minute -> minute % 10 < 5 ? 4 : 15), Causes.NONE);

    assertThat(baselines.get(0).falseWarnings()).isEqualTo(2);
  }

  @Test
  void anAlertAfterTheThrottleHasNoLead() {
    List<Report.Baseline> baselines =
        Baselines.judge(
            run(Map.of(Samples.GPU, Samples.minutes(7)), minute -> 20 - 2 * minute), Causes.NONE);

    assertThat(baselines.get(0).leadSeconds()).isNull();
  }

  @Test
  void anAlertBeforeTheFaultIsLuckForARuleAsForUs() {
    Causes fan =
        new Causes(
            List.of(
                new Causes.Fault(
                    Warning.Kind.THERMAL_THROTTLE, DeviceClass.GPU, Samples.minutes(9))));

    Report.Baseline margin = Baselines.judge(Samples.without(), fan).get(0);

    assertThat(margin.leadSeconds()).isNull();
    assertThat(margin.falseWarnings()).isEqualTo(1);
  }

  @Test
  void rulesOfMemoryLeadToTheFirstKill() {
    List<Report.Baseline> baselines =
        Baselines.judge(
            leak(List.of(new RunResult.Kill(POD.key(), Samples.minutes(10)))), Causes.NONE);

    // 300 MiB and 20 a minute, of 500: above 90 % after 7.5 minutes
    assertThat(baselines.get(2)).isEqualTo(new Report.Baseline("memory > 90 %", 135.0, 0));
    assertThat(baselines.get(3).rule()).isEqualTo("predict_linear of memory");
    assertThat(baselines.get(3).leadSeconds()).isBetween(500.0, 590.0);
    assertThat(baselines.get(0).leadSeconds()).isNull();
  }

  @Test
  void anAlertOfMemoryThatNoKillOfItsPodFollowsIsFalse() {
    List<RunResult.Kill> other =
        List.of(new RunResult.Kill("pod/demo/x/other", Samples.minutes(10)));

    assertThat(Baselines.judge(leak(other), Causes.NONE))
        .extracting(Report.Baseline::falseWarnings)
        .containsExactly(0, 0, 1, 1);
  }

  private static RunResult leak(List<RunResult.Kill> kills) {
    List<Frame> frames = new ArrayList<>();
    for (int tick = 1; tick < 40; tick++) {
      frames.add(
          new Frame(
              POD,
              Samples.BEGIN.plusSeconds(15L * tick),
              Duration.ofSeconds(15),
              Map.of(
                  Signal.POD_MEMORY,
                  Reading.valid(300 + 5.0 * tick, Source.SIMULATED),
                  Signal.POD_MEMORY_LIMIT,
                  Reading.valid(500, Source.SIMULATED))));
    }
    return new RunResult(
        0, Map.of(), kills, new RunResult.Requests(1, 1, 0, 0, 0), List.of(), List.of(), frames);
  }

  private static RunResult run(Map<Target, Instant> throttledAt, IntToDoubleFunction margin) {
    return new RunResult(
        throttledAt.isEmpty() ? 0 : 100,
        throttledAt,
        List.of(),
        new RunResult.Requests(1, 1, 0, 0, 0),
        List.of(),
        List.of(),
        Samples.frames(margin));
  }
}
