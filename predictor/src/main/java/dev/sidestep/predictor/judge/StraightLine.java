package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.run.Run;

/** The least-squares line through the last five minutes, as Prometheus' predict_linear draws it. */
final class StraightLine implements MarginRule {
  private static final int TICKS = 20;

  @Override
  public String name() {
    return "predict_linear";
  }

  @Override
  public double[][] forecast(Run run) {
    double[] margins = Series.margins(run);
    double[][] forecasts = new double[margins.length][Heads.HORIZONS.size()];
    for (int tick = 0; tick < margins.length; tick++) {
      int first = Math.max(0, tick - TICKS + 1);
      int n = tick - first + 1;
      double meanX = (n - 1) / 2.0;
      double meanY = 0;
      for (int i = 0; i < n; i++) {
        meanY += margins[first + i] / n;
      }
      double covariance = 0;
      double variance = 0;
      for (int i = 0; i < n; i++) {
        covariance += (i - meanX) * (margins[first + i] - meanY);
        variance += (i - meanX) * (i - meanX);
      }
      double slope = n < 2 ? 0 : covariance / variance;
      for (int h = 0; h < Heads.HORIZONS.size(); h++) {
        double aheadTicks = (double) Heads.HORIZONS.get(h) / Run.TICK_SECONDS;
        forecasts[tick][h] = meanY + slope * (n - 1 - meanX + aheadTicks);
      }
    }
    return forecasts;
  }
}
