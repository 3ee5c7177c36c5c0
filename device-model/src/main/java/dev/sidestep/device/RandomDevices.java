package dev.sidestep.device;

import dev.sidestep.contracts.DeviceClass;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws plausible devices, wide over all classes: from a 2 W NPU that never trips to a 700 W card
 * and a box that trips within minutes. The same seed draws the same devices.
 */
public final class RandomDevices {
  private final SplittableRandom random;

  public RandomDevices(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next device, of any class. */
  public DeviceSpec next() {
    DeviceClass[] classes = DeviceClass.values();
    return next(classes[random.nextInt(classes.length)]);
  }

  /** The next device of a class. */
  public DeviceSpec next(DeviceClass deviceClass) {
    PowerSpec power = power(deviceClass);
    double trip = uniform(60, 100);
    // full load settles between 40 K below the trip and 45 K above it, in air of 30 °C
    double rise = Math.max(8, trip - 30 + uniform(-40, 45));
    double resistance = rise / power.maxWatts();
    double fastShare = uniform(0.12, 0.5);
    ThermalSpec thermal =
        new ThermalSpec(
            resistance * fastShare,
            logUniform(1, 25),
            resistance * (1 - fastShare),
            logUniform(30, 700));
    double minClock = uniform(0.25, 0.6);
    GovernorSpec governor = new GovernorSpec(trip, logUniform(3e-4, 3e-2), minClock);
    return new DeviceSpec(
        "random-" + deviceClass.name().toLowerCase(Locale.ROOT),
        deviceClass,
        thermal,
        power,
        governor,
        random.nextInt(3) == 0
            ? PStates.evenly(minClock, 8 + random.nextInt(24))
            : PStates.CONTINUOUS,
        logUniform(20, 60_000));
  }

  private PowerSpec power(DeviceClass deviceClass) {
    double max =
        switch (deviceClass) {
          case CPU -> logUniform(4, 350);
          case GPU -> logUniform(5, 700);
          case NPU -> logUniform(2, 310);
        };
    double idle = max * uniform(0.06, 0.35);
    return new PowerSpec(idle, max - idle, uniform(2.0, 2.8));
  }

  private double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private double logUniform(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }
}
