package dev.sidestep.predictor.feature;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;

/**
 * What one tick told about a device. A value that nobody reported is NaN.
 *
 * @param margin kelvin to the slowdown temperature at the end of the tick
 * @param limitCelsius the slowdown temperature in force
 * @param utilization mean over the tick, 0..1
 * @param clockRatio mean clock over the highest clock
 * @param throttling share of the tick in which heat slowed the device
 * @param powerLimitRatio the power limit in force over the usual one
 * @param watts mean power
 * @param fresh whether the margin was read in this tick, and not carried into it
 */
public record DeviceTick(
    double margin,
    double limitCelsius,
    double utilization,
    double clockRatio,
    double throttling,
    double powerLimitRatio,
    double watts,
    boolean fresh) {

  /** A tick that told nothing: the frame is missing or empty. */
  public static final DeviceTick SILENT =
      new DeviceTick(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          false);

  /** From a frame; the margin is computed from temperature and limit where it is not given. */
  public static DeviceTick of(Frame frame) {
    Reading margin = frame.reading(Signal.THERMAL_MARGIN);
    Reading temperature = frame.reading(Signal.DEVICE_TEMPERATURE);
    double limit = value(frame, Signal.DEVICE_TEMPERATURE_LIMIT);
    double kelvin = margin.present() ? margin.value() : limit - value(temperature);
    Reading basis = margin.present() ? margin : temperature;
    if (Double.isNaN(limit) && margin.present() && temperature.present()) {
      limit = temperature.value() + margin.value();
    }
    return new DeviceTick(
        kelvin,
        limit,
        value(frame, Signal.DEVICE_UTILIZATION),
        value(frame, Signal.DEVICE_CLOCK_RATIO),
        value(frame, Signal.DEVICE_THERMAL_THROTTLING),
        value(frame, Signal.DEVICE_POWER_LIMIT_RATIO),
        value(frame, Signal.DEVICE_POWER),
        !Double.isNaN(kelvin) && basis.state() == Reading.State.VALID);
  }

  /** Whether the tick says how far the limit is. */
  public boolean knowsMargin() {
    return !Double.isNaN(margin);
  }

  private static double value(Frame frame, Signal signal) {
    return value(frame.reading(signal));
  }

  private static double value(Reading reading) {
    return reading.present() ? reading.value() : Double.NaN;
  }
}
