package dev.sidestep.predictor.expert;

import java.util.Arrays;

/**
 * A straight line through recent values that a third of outliers does not move: the median of the
 * slopes between all pairs (Theil and Sen), with Sen's band for it.
 *
 * @param level of the line at the newest value's instant
 * @param slope a second
 * @param deviation standard deviation of the slope
 * @param noise of a value around the line, as a standard deviation
 */
public record Trend(double level, double slope, double deviation, double noise) {
  /** Median absolute deviation to standard deviation. */
  private static final double MAD = 1.4826;

  /** Fits a window; a single value has no slope. */
  public static Trend of(TrailingWindow window) {
    return of(window, 0, window.size());
  }

  /**
   * Fits the values from place {@code from} to before {@code to} of a window.
   *
   * @throws IllegalArgumentException when there are none
   */
  static Trend of(TrailingWindow window, int from, int to) {
    int count = to - from;
    if (count < 1) {
      throw new IllegalArgumentException("trend of " + count + " values; give at least one");
    }
    double[] slopes = slopes(window, from, to);
    double slope = slopes.length == 0 ? 0 : quantile(slopes, slopes.length / 2.0);
    double[] intercepts = new double[count];
    for (int i = 0; i < count; i++) {
      intercepts[i] = window.value(from + i) - slope * window.seconds(from + i);
    }
    Arrays.sort(intercepts);
    double level = quantile(intercepts, count / 2.0);
    double[] distances = Arrays.stream(intercepts).map(x -> Math.abs(x - level)).sorted().toArray();
    return new Trend(
        level, slope, deviation(slopes, count), MAD * quantile(distances, count / 2.0));
  }

  private static double[] slopes(TrailingWindow window, int from, int to) {
    int count = to - from;
    double[] slopes = new double[count * (count - 1) / 2];
    int filled = 0;
    for (int i = from; i < to; i++) {
      for (int j = from; j < i; j++) {
        slopes[filled++] =
            (window.value(i) - window.value(j)) / (window.seconds(i) - window.seconds(j));
      }
    }
    Arrays.sort(slopes);
    return slopes;
  }

  /** Half the width of Sen's 80 % band for the median slope, in standard deviations. */
  private static double deviation(double[] slopes, int count) {
    if (slopes.length == 0) {
      return 0;
    }
    double ranks = Bell.P90 * StrictMath.sqrt(count * (count - 1.0) * (2.0 * count + 5) / 18);
    double middle = slopes.length / 2.0;
    return (quantile(slopes, middle + ranks / 2) - quantile(slopes, middle - ranks / 2))
        / (2 * Bell.P90);
  }

  /** The value at a rank counted from the lower edge; ranks outside are the outermost values. */
  private static double quantile(double[] sorted, double rank) {
    double place = Math.max(0, Math.min(sorted.length - 1.0, rank - 0.5));
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
