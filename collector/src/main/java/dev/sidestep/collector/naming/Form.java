package dev.sidestep.collector.naming;

/** What a metric's value is to the signal. */
public enum Form {
  /** The signal, but for its scale. */
  GAUGE,
  /** The signal; zero and less mean that there is none, such as a memory limit. */
  POSITIVE,
  /** A running total whose growth per second is the signal. */
  COUNTER,
  /** NVIDIA's mask of reasons for a lower clock: 1 where a thermal one is among them. */
  THERMAL_MASK;

  /** Software thermal slowdown (0x20) or hardware thermal slowdown (0x40). */
  private static final long THERMAL_REASONS = 0x60;

  /** NaN where the value means that there is none. */
  double read(double value) {
    return switch (this) {
      case GAUGE, COUNTER -> value;
      case POSITIVE -> value > 0 ? value : Double.NaN;
      case THERMAL_MASK -> ((long) value & THERMAL_REASONS) == 0 ? 0 : 1;
    };
  }
}
