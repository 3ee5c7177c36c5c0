package dev.sidestep.contracts;

/** Where a value comes from. It travels with the value to the last pixel. */
public enum Source {
  /** Read from a sensor, a counter or a clock of the machine. */
  MEASURED,
  /** Computed from measured values by a model (for example power from load and P-state). */
  MODELLED,
  /** Computed by a device twin or a scripted fault; no hardware stands behind it. */
  SIMULATED;

  /**
   * The source that is further from the hardware: a value is only as real as its least real part.
   */
  public static Source leastReal(Source one, Source other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
