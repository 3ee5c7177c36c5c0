package dev.sidestep.predictor.network;

/**
 * Stretches the band around its middle, learnt on data that the network did not see.
 *
 * @param lower factors on P50 - P10, a horizon each
 * @param upper factors on P90 - P50, a horizon each
 */
@SuppressWarnings("ArrayRecordComponent") // a handful of numbers, never handed out
public record Calibration(double[] lower, double[] upper) {
  public Calibration {
    if (lower.length != Heads.HORIZONS.size() || upper.length != lower.length) {
      throw new IllegalArgumentException(
          "calibration has %d and %d factors; it must have %d each"
              .formatted(lower.length, upper.length, Heads.HORIZONS.size()));
    }
  }

  /** Leaves bands as they are. */
  public static Calibration none() {
    double[] ones = new double[Heads.HORIZONS.size()];
    java.util.Arrays.fill(ones, 1);
    return new Calibration(ones, ones);
  }
}
