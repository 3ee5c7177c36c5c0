package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  @Test
  void theMarginRuleLeadsByTheTimeFromItsThresholdToTheThrottle() {
    Report.Baseline margin = Baselines.judge(Samples.without()).get(0);

    // 20 K less 2 K a minute: below 5 K from minute 8 on, throttled from minute 10
    assertThat(margin.rule()).isEqualTo("margin < 5 K");
    assertThat(margin.leadSeconds()).isEqualTo(120);
    assertThat(margin.falseWarnings()).isZero();
  }

  @Test
  void predictLinearLeadsByMoreOnAStraightLine() {
    Report.Baseline line = Baselines.judge(Samples.without()).get(1);

    assertThat(line.rule()).isEqualTo("predict_linear");
    assertThat(line.leadSeconds()).isGreaterThan(300);
  }

  @Test
  void anAlertThatNoThrottleFollowsIsFalse() {
    List<Report.Baseline> baselines =
        Baselines.judge(run(Map.of(), minute -> minute < 10 ? 4 : 15));

    assertThat(baselines.get(0).leadSeconds()).isNull();
    assertThat(baselines.get(0).falseWarnings()).isEqualTo(1);
  }

  @Test
  void anAlertThatStandsIsCountedOnce() {
    List<Report.Baseline> baselines =
        Baselines.judge(run(Map.of(), minute -> minute % 10 < 5 ? 4 : 15));

    assertThat(baselines.get(0).falseWarnings()).isEqualTo(2);
  }

  @Test
  void anAlertAfterTheThrottleHasNoLead() {
    List<Report.Baseline> baselines =
        Baselines.judge(run(Map.of(Samples.GPU, Samples.minutes(7)), minute -> 20 - 2 * minute));

    assertThat(baselines.get(0).leadSeconds()).isNull();
  }

  private static RunResult run(
      Map<dev.sidestep.contracts.Target, Instant> throttledAt, IntToDoubleFunction margin) {
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
