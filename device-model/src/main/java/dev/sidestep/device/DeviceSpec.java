package dev.sidestep.device;

import dev.sidestep.contracts.DeviceClass;

/**
 * Everything that tells one kind of device from another.
 *
 * @param name for people and configuration files, for example {@code inference-card-70w}
 * @param peakTokensPerSecond what it serves at full clock of the model it is meant for
 */
public record DeviceSpec(
    String name,
    DeviceClass deviceClass,
    ThermalSpec thermal,
    PowerSpec power,
    GovernorSpec governor,
    PStates pStates,
    double peakTokensPerSecond) {
  public DeviceSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("device name is blank; it must be a non-empty text");
    }
    Check.positive("peak tokens/s of " + name, peakTokensPerSecond);
  }

  /** The same device, better or worse cooled by a factor on its slow node. */
  public DeviceSpec withSink(double factor) {
    return new DeviceSpec(
        name, deviceClass, thermal.withSink(factor), power, governor, pStates, peakTokensPerSecond);
  }

  public DeviceSpec withPeakTokensPerSecond(double peak) {
    return new DeviceSpec(name, deviceClass, thermal, power, governor, pStates, peak);
  }
}
