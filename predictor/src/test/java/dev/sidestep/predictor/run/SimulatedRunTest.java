package dev.sidestep.predictor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.predictor.feature.DeviceTick;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulatedRunTest {
  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(SimulatedRun.any(5).run().ticks()).isEqualTo(SimulatedRun.any(5).run().ticks());
    assertThat(SimulatedRun.any(5).run().margins())
        .containsExactly(SimulatedRun.any(5).run().margins());
    assertThat(SimulatedRun.any(5).run().ticks()).isNotEqualTo(SimulatedRun.any(6).run().ticks());
  }

  @Test
  void everyTickEndsWithTheMarginOfItsSecond() {
    Run run = SimulatedRun.any(7).run();
    for (int i = 0; i < run.ticks().size(); i++) {
      DeviceTick tick = run.ticks().get(i);
      if (tick.fresh()) {
        assertThat(tick.margin()).isEqualTo(run.margins()[run.second(i)]);
      }
    }
  }

  @Test
  void manyServersCrossTheirLimitWhenAirflowIsLostAndFewWhenNothingHappens() {
    assertThat(crossing(SimulatedFault.Kind.AIRFLOW))
        .isGreaterThan(crossing(SimulatedFault.Kind.NONE) + 5);
  }

  @Test
  void aPowerCapCoolsAServer() {
    List<SimulatedRun> capped = runs(SimulatedFault.Kind.POWER_CAP);
    long cooler = capped.stream().filter(run -> meanAfter(run) > meanBefore(run)).count();
    assertThat(cooler).isGreaterThan(capped.size() * 2L / 3);
  }

  @Test
  void trainingMeetsAllKindsOfFaultsAndDevicesThatReportLittle() {
    List<SimulatedRun> any = LongStream.range(0, 60).mapToObj(SimulatedRun::any).toList();
    assertThat(any).extracting(run -> run.fault().kind()).contains(SimulatedFault.Kind.values());
    assertThat(any)
        .anyMatch(run -> run.run().ticks().stream().allMatch(t -> Double.isNaN(t.clockRatio())))
        .anyMatch(run -> run.run().ticks().contains(DeviceTick.SILENT));
  }

  private static long crossing(SimulatedFault.Kind kind) {
    return runs(kind).stream()
        .filter(run -> run.run().crossesWithin(0, run.run().margins().length - 1))
        .count();
  }

  private static List<SimulatedRun> runs(SimulatedFault.Kind kind) {
    return LongStream.range(0, 24).mapToObj(seed -> SimulatedRun.server(kind, seed)).toList();
  }

  private static double meanBefore(SimulatedRun run) {
    return mean(run, run.fault().startSecond() - 400, run.fault().startSecond());
  }

  private static double meanAfter(SimulatedRun run) {
    int end = Math.min(SimulatedRun.SECONDS, run.fault().endSecond());
    return mean(run, Math.max(run.fault().startSecond(), end - 400), end);
  }

  private static double mean(SimulatedRun run, int from, int to) {
    double sum = 0;
    for (int second = from; second < to; second++) {
      sum += run.run().margins()[second];
    }
    return sum / (to - from);
  }
}
