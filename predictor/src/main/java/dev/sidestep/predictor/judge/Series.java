package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.run.Run;

/** Series of a run in which what is not known is carried on. */
final class Series {
  private Series() {}

  static double[] margins(Run run) {
    return carried(run, true);
  }

  static double[] loads(Run run) {
    return carried(run, false);
  }

  private static double[] carried(Run run, boolean margin) {
    double[] values = new double[run.ticks().size()];
    double last = margin ? run.ticks().get(0).margin() : 0.5;
    for (int i = 0; i < values.length; i++) {
      DeviceTick tick = run.ticks().get(i);
      double value = margin ? tick.margin() : tick.utilization();
      last = Double.isNaN(value) ? last : value;
      values[i] = last;
    }
    return values;
  }
}
