package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.run.Run;
import java.util.Arrays;

/** The margin stays as it is. */
final class Persistence implements MarginRule {
  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public double[][] forecast(Run run) {
    double[] margins = Series.margins(run);
    double[][] forecasts = new double[margins.length][Heads.HORIZONS.size()];
    for (int tick = 0; tick < margins.length; tick++) {
      Arrays.fill(forecasts[tick], margins[tick]);
    }
    return forecasts;
  }
}
