package dev.sidestep.contracts;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The closed catalogue of what is measured. Vendors' names are mapped to it by data files of the
 * collector; nothing past the collector knows another name.
 *
 * <p>Units are UCUM codes. The code of an entry is part of the wire format of {@link FrameCodec}:
 * it is never given to another entry.
 */
public enum Signal {
  DEVICE_TEMPERATURE(1, "hw.temperature", "Cel", Harm.HIGH, -60, 200, Rollup.LAST),
  /** The device's own slowdown temperature, read from the device where it can be. */
  DEVICE_TEMPERATURE_LIMIT(2, "hw.temperature.limit", "Cel", Harm.NONE, 0, 200, Rollup.LAST),
  /** Signed degrees to the device's own slowdown limit; negative means that it throttles now. */
  THERMAL_MARGIN(3, "sidestep.thermal.margin", "K", Harm.LOW, -150, 250, Rollup.LAST),
  DEVICE_POWER(4, "hw.power", "W", Harm.NONE, 0, 5000, Rollup.MEAN),
  /** Share of the device's time that was spent computing. */
  DEVICE_UTILIZATION(5, "hw.utilization", "1", Harm.HIGH, 0, 1, Rollup.MEAN),
  /** Clock over the highest clock. */
  DEVICE_CLOCK_RATIO(6, "sidestep.clock.ratio", "1", Harm.LOW, 0, 2, Rollup.MEAN),
  /** Share of the time in which the device slowed itself down for heat (not for power or quota). */
  DEVICE_THERMAL_THROTTLING(7, "sidestep.thermal.throttling", "1", Harm.HIGH, 0, 1, Rollup.MEAN),
  /**
   * The power limit in force over the device's usual one; below 1 the device is capped, not hot.
   */
  DEVICE_POWER_LIMIT_RATIO(8, "sidestep.power.limit.ratio", "1", Harm.LOW, 0, 2, Rollup.MEAN),
  POD_MEMORY(20, "container.memory.usage", "By", Harm.HIGH, 0, 1e15, Rollup.LAST),
  POD_MEMORY_LIMIT(21, "container.memory.limit", "By", Harm.NONE, 0, 1e15, Rollup.LAST),
  REQUEST_RATE(30, "inference.requests.rate", "1/s", Harm.NONE, 0, 1e9, Rollup.MEAN),
  REQUEST_DURATION_P99(31, "inference.request.duration.p99", "s", Harm.HIGH, 0, 1e6, Rollup.MAX),
  REQUESTS_WAITING(32, "inference.requests.waiting", "1", Harm.HIGH, 0, 1e9, Rollup.MAX),
  REQUESTS_FAILED_RATE(33, "inference.requests.failed.rate", "1/s", Harm.HIGH, 0, 1e9, Rollup.MEAN);

  /** The direction in which the signal does harm. */
  public enum Harm {
    HIGH,
    LOW,
    NONE
  }

  /** How the samples of one tick become the tick's value. */
  public enum Rollup {
    LAST,
    MEAN,
    MAX
  }

  private static final Map<String, Signal> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Signal::otelName, Function.identity()));
  private static final Map<Integer, Signal> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Signal::code, Function.identity()));

  private final int code;
  private final String otelName;
  private final String unit;
  private final Harm harm;
  private final double min;
  private final double max;
  private final Rollup rollup;

  Signal(int code, String otelName, String unit, Harm harm, double min, double max, Rollup rollup) {
    this.code = code;
    this.otelName = otelName;
    this.unit = unit;
    this.harm = harm;
    this.min = min;
    this.max = max;
    this.rollup = rollup;
  }

  public int code() {
    return code;
  }

  /** The metric name on {@code sidestep.telemetry}; OpenTelemetry's own where it has one. */
  public String otelName() {
    return otelName;
  }

  public String unit() {
    return unit;
  }

  public Harm harm() {
    return harm;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  public Rollup rollup() {
    return rollup;
  }

  /** Whether the value is a number inside the signal's valid range. */
  public boolean accepts(double value) {
    return value >= min && value <= max;
  }

  public static Optional<Signal> byName(String otelName) {
    return Optional.ofNullable(BY_NAME.get(otelName));
  }

  public static Optional<Signal> byCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
