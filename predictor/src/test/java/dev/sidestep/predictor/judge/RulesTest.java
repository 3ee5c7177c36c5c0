package dev.sidestep.predictor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final int IN_60_S = Heads.HORIZONS.indexOf(60);
  private static final int IN_900_S = Heads.HORIZONS.indexOf(900);

  @Test
  void persistenceSaysTheMarginNow() {
    Run run = series(i -> 20 - i * 0.25, i -> 0.5);
    assertThat(new Persistence().forecast(run)[40][IN_900_S]).isEqualTo(10);
  }

  @Test
  void theStraightLineGoesOnStraight() {
    Run run = series(i -> 20 - i * 0.25, i -> 0.5);
    assertThat(new StraightLine().forecast(run)[40][IN_60_S]).isCloseTo(9, within(1e-9));
    assertThat(new StraightLine().forecast(run)[40][IN_900_S]).isCloseTo(-5, within(1e-9));
  }

  /** Level for long, then 3 ticks downhill: most of the last five minutes was level. */
  @Test
  void theStraightLineLooksBackFiveMinutes() {
    Run run = series(i -> i <= 37 ? 20.0 : 20 - (i - 37), i -> 0.5);
    // by hand, over the 20 ticks 21 to 40: mean 19.7, slope -53 / 665 a tick
    double atTheEnd = 19.7 - 53 / 665.0 * 9.5;
    assertThat(new StraightLine().forecast(run)[40][IN_60_S])
        .isCloseTo(atTheEnd - 4 * 53 / 665.0, within(1e-9));
  }

  @Test
  void theFirstOrderFitFindsAFirstOrderDevice() {
    Random random = new Random(2);
    double[] load = {0.5};
    double[] margin = {20};
    double stays = Math.exp(-Run.TICK_SECONDS / 200.0);
    List<Double> loads = new ArrayList<>();
    List<Double> margins = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      load[0] = random.nextInt(10) == 0 ? random.nextDouble() : load[0];
      double end = 50 - 60 * load[0];
      margin[0] = end + (margin[0] - end) * stays;
      loads.add(load[0]);
      margins.add(margin[0]);
    }
    Run run = series(margins::get, loads::get);
    double[][] forecasts = new FirstOrderHeat(List.of(run)).forecast(run);
    // a long time ahead, at the mean load of the last five minutes
    double mean = loads.subList(231, 251).stream().mapToDouble(v -> v).average().orElseThrow();
    double end = 50 - 60 * mean;
    double then = end + (margins.get(250) - end) * Math.exp(-900 / 200.0);
    assertThat(forecasts[250][IN_900_S]).isCloseTo(then, within(0.5));
  }

  @Test
  void theRidgeBeatsPersistenceOnDevicesThatItDoesNotKnow() {
    List<Example> training =
        LongStream.range(0, 30).mapToObj(s -> Example.of(SimulatedRun.any(s).run())).toList();
    MarginRule ridge = new PhysicsRidge(training);
    double error = 0;
    double persistence = 0;
    for (long seed = 100; seed < 115; seed++) {
      Run run = SimulatedRun.any(seed).run();
      double[][] forecasts = ridge.forecast(run);
      double[][] now = new Persistence().forecast(run);
      for (int tick = 20; run.second(tick) + 900 < run.margins().length; tick++) {
        double truth = run.margins()[run.second(tick) + 900];
        error += Math.pow(forecasts[tick][IN_900_S] - truth, 2);
        persistence += Math.pow(now[tick][IN_900_S] - truth, 2);
      }
    }
    assertThat(error).isLessThan(persistence);
  }

  @Test
  void normalEquationsFindTheLine() {
    NormalEquations equations = new NormalEquations(3);
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      double[] row = {1, random.nextGaussian(), random.nextGaussian()};
      equations.add(row, 3 - 2 * row[1] + 0.5 * row[2]);
    }
    assertThat(equations.solve(0)).containsExactly(new double[] {3, -2, 0.5}, within(1e-9));
  }

  private static Run series(
      java.util.function.IntFunction<Double> margin, java.util.function.IntFunction<Double> load) {
    int ticks = 300;
    double[] margins = new double[ticks * Run.TICK_SECONDS];
    List<DeviceTick> all = new ArrayList<>();
    for (int i = 0; i < ticks; i++) {
      double unknown = Double.NaN;
      all.add(
          new DeviceTick(
              margin.apply(i), unknown, load.apply(i), unknown, unknown, unknown, unknown, true));
      java.util.Arrays.fill(
          margins, i * Run.TICK_SECONDS, (i + 1) * Run.TICK_SECONDS, margin.apply(i));
    }
    return new Run("series", all, Run.TICK_SECONDS - 1, margins);
  }
}
