package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.run.Run;

/** A rule that forecasts margins without a network. */
interface MarginRule {
  String name();

  /**
   * The margins forecast at each tick, from what that tick and those before it told; kelvin.
   *
   * @return [tick][horizon], horizons as in {@code Heads.HORIZONS}
   */
  double[][] forecast(Run run);
}
