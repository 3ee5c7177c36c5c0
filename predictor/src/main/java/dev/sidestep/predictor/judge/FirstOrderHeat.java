package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.run.Run;
import java.util.List;

/**
 * One thermal node, {@code dm/dt = a + b·load - c·m}, fitted on-line to the device's own ticks from
 * a start fitted to the training runs; the load stays at its mean of the last five minutes.
 */
final class FirstOrderHeat implements MarginRule {
  /** The law is fitted to its integral over this many ticks, which averages the sensor's noise. */
  private static final int WINDOW = 4;

  private static final int LOAD_TICKS = 20;
  private static final double FORGETS = 0.9925;
  private static final double[] START_VARIANCE = {100, 100, 400};
  private static final double MARGIN_UNIT = 100;
  private static final double FASTEST_PER_SECOND = 1 / 5.0;
  private static final double SLOWEST_PER_SECOND = 1 / 2000.0;

  private final double[] start;

  FirstOrderHeat(List<Run> training) {
    NormalEquations equations = new NormalEquations(3);
    for (Run run : training) {
      double[] margins = Series.margins(run);
      double[] loads = Series.loads(run);
      for (int tick = WINDOW; tick < margins.length; tick++) {
        equations.add(row(margins, loads, tick), margins[tick] - margins[tick - WINDOW]);
      }
    }
    this.start = equations.solve(1e-6);
  }

  @Override
  public String name() {
    return "first-order RC";
  }

  @Override
  public double[][] forecast(Run run) {
    double[] margins = Series.margins(run);
    double[] loads = Series.loads(run);
    double[][] forecasts = new double[margins.length][Heads.HORIZONS.size()];
    Fit fit = new Fit(start);
    for (int tick = 0; tick < margins.length; tick++) {
      if (tick >= WINDOW) {
        fit.learn(row(margins, loads, tick), margins[tick] - margins[tick - WINDOW]);
      }
      double load = mean(loads, tick);
      for (int h = 0; h < Heads.HORIZONS.size(); h++) {
        forecasts[tick][h] = fit.ahead(margins[tick], load, Heads.HORIZONS.get(h));
      }
    }
    return forecasts;
  }

  /** Minutes, load-minutes and margin-minutes of the window that ends at a tick. */
  private static double[] row(double[] margins, double[] loads, int tick) {
    double minutes = Run.TICK_SECONDS / 60.0;
    double[] row = {WINDOW * minutes, 0, 0};
    for (int i = tick - WINDOW + 1; i <= tick; i++) {
      row[1] += loads[i] * minutes;
      row[2] -= (margins[i] + margins[i - 1]) / 2 / MARGIN_UNIT * minutes;
    }
    return row;
  }

  private static double mean(double[] loads, int tick) {
    int first = Math.max(0, tick - LOAD_TICKS + 1);
    double sum = 0;
    for (int i = first; i <= tick; i++) {
      sum += loads[i];
    }
    return sum / (tick - first + 1);
  }

  private static final class Fit {
    private final double[] law;
    private final double[][] covariance = new double[3][3];

    Fit(double[] start) {
      this.law = start.clone();
      for (int i = 0; i < 3; i++) {
        covariance[i][i] = START_VARIANCE[i];
      }
    }

    void learn(double[] row, double change) {
      double[] gain = new double[3];
      double spread = FORGETS;
      double surprise = change;
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          gain[i] += covariance[i][j] * row[j];
        }
        spread += row[i] * gain[i];
        surprise -= row[i] * law[i];
      }
      for (int i = 0; i < 3; i++) {
        law[i] += gain[i] / spread * surprise;
        for (int j = 0; j < 3; j++) {
          double next = (covariance[i][j] - gain[i] * gain[j] / spread) / FORGETS;
          covariance[i][j] = i == j ? Math.min(next, START_VARIANCE[i]) : next;
        }
      }
    }

    double ahead(double margin, double load, int seconds) {
      double perSecond =
          Math.max(SLOWEST_PER_SECOND, Math.min(FASTEST_PER_SECOND, law[2] / MARGIN_UNIT / 60));
      double end = (law[0] + law[1] * load) / (perSecond * 60);
      double bounded = Math.max(-60, Math.min(100, end));
      return bounded + (margin - bounded) * Math.exp(-perSecond * seconds);
    }
  }
}
