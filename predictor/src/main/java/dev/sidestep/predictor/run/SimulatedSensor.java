package dev.sidestep.predictor.run;

import dev.sidestep.device.DeviceReading;
import dev.sidestep.predictor.feature.DeviceTick;
import java.util.SplittableRandom;

/**
 * What a simulated device reports: a temperature on a grid with noise, and some of the signals, in
 * some of the ticks.
 */
final class SimulatedSensor {
  private static final double[] GRIDS = {0.1, 0.125, 0.25, 0.5, 0.538, 1};

  private final SplittableRandom random;
  private final double limit;
  private final double grid;
  private final double noise;
  private final boolean tellsLoad;
  private final boolean tellsClock;
  private final boolean tellsThrottling;
  private final boolean tellsCap;
  private final boolean tellsPower;
  private final double fallsSilent;
  private DeviceTick last = DeviceTick.SILENT;
  private int silentTicks;
  private boolean carried;

  SimulatedSensor(SplittableRandom random, double limit) {
    this.random = random;
    this.limit = limit;
    this.grid = GRIDS[random.nextInt(GRIDS.length)];
    this.noise = Draw.uniform(random, 0, 0.3);
    boolean bare = random.nextInt(4) == 0;
    this.tellsLoad = random.nextInt(40) != 0;
    this.tellsClock = !bare && random.nextInt(5) != 0;
    this.tellsThrottling = !bare && random.nextInt(5) != 0;
    this.tellsCap = !bare && random.nextInt(5) != 0;
    this.tellsPower = !bare && random.nextInt(5) < 3;
    this.fallsSilent = random.nextInt(4) == 0 ? 0.02 : 0;
  }

  /** The margin that is read in one second. */
  double margin(DeviceReading truth) {
    double celsius = truth.temperatureCelsius() + noise * Draw.normal(random);
    return limit - Math.round(celsius / grid) * grid;
  }

  /** What becomes of a tick on its way: it arrives, is carried, or tells nothing. */
  DeviceTick tick(
      double margin, double load, double clock, double throttled, double cap, double w) {
    if (silentTicks == 0 && random.nextDouble() < fallsSilent) {
      silentTicks = 1 + random.nextInt(6);
      carried = random.nextBoolean();
    }
    if (silentTicks > 0 && last.knowsMargin()) {
      silentTicks--;
      return carried ? stale(last) : DeviceTick.SILENT;
    }
    last =
        new DeviceTick(
            margin,
            limit,
            tellsLoad ? load : Double.NaN,
            tellsClock ? clock : Double.NaN,
            tellsThrottling ? throttled : Double.NaN,
            tellsCap ? cap : Double.NaN,
            tellsPower ? w : Double.NaN,
            true);
    return last;
  }

  private static DeviceTick stale(DeviceTick tick) {
    return new DeviceTick(
        tick.margin(),
        tick.limitCelsius(),
        tick.utilization(),
        tick.clockRatio(),
        tick.throttling(),
        tick.powerLimitRatio(),
        tick.watts(),
        false);
  }
}
