package dev.sidestep.predictor.heat;

import java.util.Arrays;
import java.util.List;

/**
 * Reads outcomes off paths of a device's excess.
 *
 * @param horizons seconds, growing
 * @param count of paths
 * @param stride steps from look to look
 */
record PathOutcomes(List<Integer> horizons, int count, int stride) {
  /** Half a step of a coarse sensor, and the softness of touching the limit; kelvin. */
  private static final double TOUCH = 0.25;

  PathOutcomes {
    horizons = List.copyOf(horizons);
  }

  /** Seconds to the last horizon. */
  int longest() {
    return horizons.get(horizons.size() - 1);
  }

  /** How many values a path has. */
  int looks() {
    return longest() / stride;
  }

  /**
   * One outcome for each horizon.
   *
   * @param paths kelvin above the limit, {@code count} times {@code looks} values
   */
  List<HeatOutcome> of(float[] paths) {
    float[] highest = new float[count];
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    HeatOutcome[] outcomes = new HeatOutcome[horizons.size()];
    int done = 0;
    for (int h = 0; h < outcomes.length; h++) {
      int until = horizons.get(h) / stride;
      double[] then = new double[count];
      double touches = 0;
      for (int path = 0; path < count; path++) {
        for (int look = done; look < until; look++) {
          highest[path] = Math.max(highest[path], paths[path * looks() + look]);
        }
        then[path] = paths[path * looks() + until - 1];
        touches += touch(highest[path]);
      }
      done = until;
      Arrays.sort(then);
      outcomes[h] =
          new HeatOutcome(
              horizons.get(h),
              Sorted.quantile(then, 0.1),
              Sorted.quantile(then, 0.5),
              Sorted.quantile(then, 0.9),
              touches / count);
    }
    return List.of(outcomes);
  }

  private static double touch(double highest) {
    double z = (highest + TOUCH) / TOUCH;
    return 1 / (1 + StrictMath.exp(-Math.max(-30, Math.min(30, z))));
  }
}
