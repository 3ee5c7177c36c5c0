package dev.sidestep.device;

/**
 * What acts on the device during a step.
 *
 * @param load share of the time spent computing, 0..1
 * @param ambientCelsius the air it takes in
 * @param airflowFactor 1 is healthy; a failing fan or a blocked inlet multiplies resistance and
 *     time constant of the slow node alike, because its heat capacity stays
 * @param powerLimitRatio the power limit in force over the usual one; below 1 it is capped
 */
public record DeviceInput(
    double load, double ambientCelsius, double airflowFactor, double powerLimitRatio) {
  public DeviceInput {
    Check.within("load", load, 0, 1);
    Check.within("ambient temperature in °C", ambientCelsius, -40, 80);
    Check.within("airflow factor", airflowFactor, 0.1, 20);
    Check.within("power limit ratio", powerLimitRatio, 0.01, 2);
  }

  /** A healthy device without a power cap. */
  public static DeviceInput healthy(double load, double ambientCelsius) {
    return new DeviceInput(load, ambientCelsius, 1, 1);
  }
}
