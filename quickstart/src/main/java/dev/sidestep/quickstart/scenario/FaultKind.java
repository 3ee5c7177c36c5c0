package dev.sidestep.quickstart.scenario;

import java.util.Locale;

/** What can go wrong, and what its severity means. */
public enum FaultKind {
  /** The fan slows down: heat leaves the device worse. */
  FAN("times the usual thermal resistance to the air", 1, 10, true),
  /** The air that reaches the device warms up. */
  INLET("K above the usual inlet temperature", 0, 40, true),
  /** The power limit is lowered: the device is slow and cool. */
  POWER_CAP("share of the usual power limit", 0.05, 1, false),
  /** The device's telemetry stops; the device itself is well. */
  TELEMETRY_LOST("always 1: all samples are lost", 1, 1, false),
  /** The pods on the device grow as long as it lasts; at their limit they are killed. */
  MEMORY_LEAK("MiB a minute", 0.1, 10_000, false);

  private final String unit;
  private final double min;
  private final double max;
  private final boolean ramps;

  FaultKind(String unit, double min, double max, boolean ramps) {
    this.unit = unit;
    this.min = min;
    this.max = max;
    this.ramps = ramps;
  }

  /** The unit of the severity, in words. */
  public String unit() {
    return unit;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** Whether there are degrees of it. */
  boolean graded() {
    return min < max;
  }

  /** Whether it can come slowly. */
  boolean ramps() {
    return ramps;
  }

  /** The name in a scenario file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
