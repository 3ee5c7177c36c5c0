package dev.sidestep.predictor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.predictor.heat.HeatBands;
import dev.sidestep.predictor.heat.HeatFit;
import dev.sidestep.predictor.heat.HeatForecaster;
import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.heat.HeatTrace;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThermalMembersTest {
  private static final int ROWS = 900;
  private static final List<Integer> HORIZONS = List.of(60, 120);

  @Test
  void theKernelKnowsNothingOfWhatComesLater() {
    ThermalMember.Fitted fitted =
        new KernelMember(1, 120).fit(List.of(open("one", 1), open("two", 2), open("three", 3)));
    RecordedRun whole = run("tested", 4);
    RecordedRun spoilt = spoilt(whole, 500);
    List<List<HeatOutcome>> before = fitted.forecasts(whole, "pi", HORIZONS);
    List<List<HeatOutcome>> after = fitted.forecasts(spoilt, "pi", HORIZONS);
    assertThat(before.get(119)).isEmpty();
    assertThat(before.get(120)).hasSize(2);
    assertThat(after.subList(0, 500)).isEqualTo(before.subList(0, 500));
    assertThat(after.get(500)).isNotEqualTo(before.get(500));
  }

  @Test
  void aGroupWithoutOpenRunsIsForecastFromAllOthers() {
    ThermalMember.Fitted fitted =
        new KernelMember(1, 120).fit(List.of(open("one", 1), open("two", 2)));
    RecordedRun tested = run("tested", 4);
    assertThat(fitted.forecasts(tested, "never seen", HORIZONS).get(400))
        .isEqualTo(fitted.forecasts(tested, "pi", HORIZONS).get(400));
  }

  /** Loads of the other group are twice as high, so that its futures and noise would show. */
  @Test
  void aRunIsForecastFromItsGroupWithBandsStretchedByTheOthers() {
    List<ThermalMember.OpenRun> open =
        List.of(
            open("one", 1),
            open("two", 2),
            new ThermalMember.OpenRun("busy", busy("three", 3)),
            new ThermalMember.OpenRun("busy", busy("four", 5)));
    List<HeatTrace> all = open.stream().map(one -> one.run().heat()).toList();
    List<HeatTrace> alike = all.subList(0, 2);
    RecordedRun tested = run("tested", 4);
    HeatForecaster.Watch watch = new HeatFit(all, alike, HORIZONS).forecaster(1).watch();
    HeatBands bands = HeatBands.of(all, alike, HORIZONS);
    for (int row = 0; row <= 400; row++) {
      watch.add(tested.heat().excess()[row], tested.heat().load()[row]);
    }
    assertThat(bands.above().get(60)).isNotEqualTo(1.0);
    assertThat(new KernelMember(1, 120).fit(open).forecasts(tested, "pi", HORIZONS).get(400))
        .isEqualTo(watch.forecast().stream().map(bands::stretch).toList());
  }

  @Test
  void aFoldWithoutOpenRunsIsRefused() {
    assertThatThrownBy(() -> new KernelMember(1, 120).fit(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--members lstm");
  }

  /** Who is right about a minute ahead wins over who is right about now. */
  @Test
  void aForecastIsChargedWithItsOwnOutcome() {
    RecordedRun run = run("tested", 4);
    ThermalMember now = member("now", (one, row) -> one.celsius()[row] - one.limitCelsius());
    List<List<HeatOutcome>> voted =
        new HedgedMembers(List.of(off("ahead", 0.1), now))
            .fit(List.of())
            .forecasts(run, "pi", List.of(60));
    double sum = 0;
    for (int row = 400; row < 800; row++) {
      sum += Math.abs(error(voted, run, row));
    }
    assertThat(sum / 400).isLessThan(0.3);
  }

  @Test
  void theVoteGoesToTheMemberThatHasBeenRight() {
    RecordedRun run = run("tested", 4);
    List<List<HeatOutcome>> voted =
        new HedgedMembers(List.of(off("right", 0.1), off("wrong", 8)))
            .fit(List.of())
            .forecasts(run, "pi", List.of(60));
    assertThat(error(voted, run, 0)).as("no outcome is known yet").isCloseTo(4.05, within(1e-9));
    assertThat(error(voted, run, 400)).isCloseTo(0.1, within(0.01));
  }

  @Test
  void theVoteKnowsNoOutcomeBeforeItIsThere() {
    RecordedRun run = run("tested", 4);
    RecordedRun spoilt = spoilt(run, 300);
    ThermalMember.Fitted fitted =
        new HedgedMembers(List.of(fixed("low", -40), fixed("high", -20))).fit(List.of());
    List<List<HeatOutcome>> before = fitted.forecasts(run, "pi", List.of(60));
    List<List<HeatOutcome>> after = fitted.forecasts(spoilt, "pi", List.of(60));
    assertThat(after.subList(0, 300)).isEqualTo(before.subList(0, 300));
    assertThat(after.get(300)).isNotEqualTo(before.get(300));
  }

  /** A member that is wrong by so many kelvin, and knows the future: a test's own. */
  private static ThermalMember off(String name, double kelvin) {
    return member(
        name,
        (run, row) -> run.celsius()[Math.min(row + 60, ROWS - 1)] - run.limitCelsius() + kelvin);
  }

  private static ThermalMember fixed(String name, double excess) {
    return member(name, (run, row) -> excess);
  }

  private interface Says {
    double at(RecordedRun run, int row);
  }

  private static ThermalMember member(String name, Says says) {
    return new ThermalMember() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Fitted fit(List<OpenRun> open) {
        return (run, group, horizons) -> {
          List<List<HeatOutcome>> all = new ArrayList<>();
          for (int row = 0; row < ROWS; row++) {
            double middle = says.at(run, row);
            all.add(List.of(new HeatOutcome(60, middle - 1, middle, middle + 1, 0.5)));
          }
          return all;
        };
      }
    };
  }

  private static double error(List<List<HeatOutcome>> voted, RecordedRun run, int row) {
    return voted.get(row).get(0).p50() - (run.celsius()[row + 60] - run.limitCelsius());
  }

  private static ThermalMember.OpenRun open(String name, long seed) {
    return new ThermalMember.OpenRun("pi", run(name, seed));
  }

  private static RecordedRun busy(String name, long seed) {
    RecordedRun idle = run(name, seed);
    double[] load = Arrays.stream(idle.load()).map(one -> Math.min(1, 0.6 + one / 2)).toArray();
    return new RecordedRun(name, idle.celsius(), load, idle.limitCelsius());
  }

  private static RecordedRun run(String name, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] celsius = new double[ROWS];
    double[] load = new double[ROWS];
    double level = 0.5;
    double temperature = 50;
    for (int row = 0; row < ROWS; row++) {
      level = random.nextInt(9) == 0 ? random.nextInt(5) / 4.0 : level;
      temperature += (45 + 35 * level - temperature) / 40;
      load[row] = level;
      celsius[row] = temperature + random.nextDouble() / 2;
    }
    return new RecordedRun(name, celsius, load, 80);
  }

  private static RecordedRun spoilt(RecordedRun run, int from) {
    double[] celsius = run.celsius().clone();
    double[] load = run.load().clone();
    Arrays.fill(celsius, from, ROWS, 30);
    Arrays.fill(load, from, ROWS, 0);
    return new RecordedRun(run.name(), celsius, load, run.limitCelsius());
  }
}
