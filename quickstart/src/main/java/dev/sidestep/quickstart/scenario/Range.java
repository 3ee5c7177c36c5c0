package dev.sidestep.quickstart.scenario;

/**
 * A number that the seed draws, every value in between as likely as the others.
 *
 * @param low the smallest value, drawn too
 * @param high the largest value; equal to {@code low} where the number is fixed
 */
public record Range(double low, double high) {
  public Range {
    if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "range is [" + low + ", " + high + "]; the first must not be above the second");
    }
  }

  static Range of(double value) {
    return new Range(value, value);
  }
}
