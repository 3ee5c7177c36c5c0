package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
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
  void saysWhereNoSeedThrottled() {
    assertThat(new Sweep(List.of(report(0, 0))).text()).contains("median none throttled");
  }

  @Test
  void aMedianOfNothingIsNothing() {
    assertThat(Sweep.median(DoubleStream.empty())).isEmpty();
    assertThat(Sweep.median(DoubleStream.of(3, 1, 2))).hasValue(2);
    assertThat(Sweep.median(DoubleStream.of(4, 1, 2, 3))).hasValue(2.5);
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
        sample.model(),
        sample.timings(),
        new Report.With(with, sample.with().requests(), 0, List.of(), List.of()),
        new Report.Without(without, null, sample.without().requests(), 0, null),
        List.of());
  }
}
