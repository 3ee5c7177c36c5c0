package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
  @Test
  void aSeedThatThrottlesMoreWithSidestepIsWorse() {
    assertThat(new Sweep(List.of(report(10, 100))).madeWorse()).isFalse();
    assertThat(new Sweep(List.of(report(10, 100), report(101, 100))).madeWorse()).isTrue();
  }

  @Test
  void theMedianIsOverTheSeedsThatThrottleWithoutSidestep() {
    Sweep sweep = new Sweep(List.of(report(10, 100), report(30, 100), report(0, 0)));

    assertThat(sweep.throttledShares().boxed()).containsExactly(0.1, 0.3);
    assertThat(sweep.text()).contains("3 seeds", "median 20.0 %");
  }

  @Test
  void addsUpWhatFailedAndWhoWasWrong() {
    Report sample = Samples.report();

    assertThat(new Sweep(List.of(sample, sample)).text())
        .contains("requests failed 0 / 8, of these for want of a pod 0 / 2")
        .contains("Sidestep 0 and 0 not yet judged (0 missed)")
        .contains("over all seeds that throttle: Sidestep 2 of 2, ");
    assertThat(new Sweep(List.of(sample, report(1, 100))).text())
        .as("a seed without a lead counts as 0")
        .contains("over all seeds that throttle: Sidestep 1 of 2, ");
  }

  @Test
  void onlyTheWarningOfTheFirstThrottleLeadsToIt() {
    Report sample = Samples.report();
    Report.Without later = sample.without();
    Report other =
        new Report(
            1,
            "x",
            sample.mode(),
            sample.source(),
            sample.model(),
            sample.timings(),
            sample.with(),
            new Report.Without(
                later.throttledSeconds(), Samples.minutes(8), later.requests(), 0, null),
            sample.baselines());

    assertThat(new Sweep(List.of(sample, other)).text())
        .as("the second seed's first throttle is another device's")
        .contains("over all seeds that throttle: Sidestep 1 of 2, ");
  }

  @Test
  void putsTheRulesOfMemoryBesideUsWherePodsAreKilled() {
    Report sample = Samples.report();
    Report.RaisedWarning leak =
        new Report.RaisedWarning(
            "memory-exhaustion",
            "pod/a",
            Samples.minutes(4),
            0.9,
            new Report.EtaSeconds(1, 2, 3),
            360.0,
            "averted",
            null);
    Report killed =
        new Report(
            1,
            "memory-leak",
            sample.mode(),
            sample.source(),
            sample.model(),
            sample.timings(),
            new Report.With(0, sample.with().requests(), 0, List.of(leak), List.of()),
            new Report.Without(0, null, sample.without().requests(), 1, Samples.minutes(10)),
            List.of(
                new Report.Baseline(Baselines.MEMORY, 135.0, 0),
                new Report.Baseline(Baselines.MEMORY_LINE, null, 2)));

    assertThat(new Sweep(List.of(killed)).text())
        .contains(
            "before the first kill, and median lead over all seeds with one: Sidestep 1 of 1, 360 s;"
                + " memory rule 1 of 1, 135 s; predict_linear of memory 0 of 1, 0 s;"
                + " false: memory rule 0, predict_linear of memory 2");
    assertThat(new Sweep(List.of(sample)).text()).doesNotContain("kill,");
  }

  @Test
  void saysWhereNoSeedThrottled() {
    assertThat(new Sweep(List.of(report(0, 0))).text()).contains("median none throttled");
  }

  @Test
  void refusesNoReports() {
    assertThatThrownBy(() -> new Sweep(List.of())).hasMessageContaining("at least one");
  }

  private static Report report(double with, double without) {
    Report sample = Samples.report();
    return new Report(
        1,
        "fan-failure",
        sample.mode(),
        sample.source(),
        sample.model(),
        sample.timings(),
        new Report.With(with, sample.with().requests(), 0, List.of(), List.of()),
        new Report.Without(without, null, sample.without().requests(), 0, null),
        List.of());
  }
}
