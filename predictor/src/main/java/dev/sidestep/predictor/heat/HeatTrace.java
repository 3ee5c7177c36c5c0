package dev.sidestep.predictor.heat;

/**
 * What was seen of a device: excess over its limit and load, a value each step of the law.
 *
 * @param excess temperature less the limit, kelvin
 * @param load 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // long series, read only
public record HeatTrace(String name, double[] excess, double[] load) {
  public HeatTrace {
    if (excess.length != load.length) {
      throw new IllegalArgumentException(
          "trace %s has %d temperatures and %d loads; it needs as many of both"
              .formatted(name, excess.length, load.length));
    }
  }

  int length() {
    return load.length;
  }

  double excess(int step) {
    return excess[step];
  }

  double load(int step) {
    return load[step];
  }
}
