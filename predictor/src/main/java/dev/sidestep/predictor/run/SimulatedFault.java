package dev.sidestep.predictor.run;

import dev.sidestep.device.DeviceInput;
import java.util.SplittableRandom;

/**
 * What goes wrong with a simulated device, or nothing.
 *
 * @param kind what it is
 * @param startSecond when it begins
 * @param rampSeconds how long it takes to be all there; 0 is at once
 * @param endSecond when it is over at once
 * @param size at its full extent: airflow factor, kelvin of inlet, power limit ratio, or demand
 *     factor
 */
public record SimulatedFault(
    Kind kind, int startSecond, double rampSeconds, int endSecond, double size) {

  /** The kinds of faults. */
  public enum Kind {
    NONE,
    AIRFLOW,
    INLET,
    POWER_CAP,
    SURGE
  }

  static SimulatedFault any(SplittableRandom random, int seconds) {
    double lot = random.nextDouble();
    Kind kind =
        lot < 0.5
            ? Kind.NONE
            : lot < 0.7
                ? Kind.AIRFLOW
                : lot < 0.83 ? Kind.INLET : lot < 0.92 ? Kind.POWER_CAP : Kind.SURGE;
    return of(kind, random, seconds);
  }

  /** A fault of a kind that begins somewhere in the run. */
  public static SimulatedFault of(Kind kind, SplittableRandom random, int seconds) {
    int start = (int) (seconds * Draw.uniform(random, 0.12, 0.8));
    boolean recovers = random.nextInt(4) == 0;
    int end = recovers ? start + (int) Draw.logUniform(random, 300, 3600) : Integer.MAX_VALUE;
    boolean atOnce = random.nextInt(2) == 0;
    return switch (kind) {
      case NONE -> new SimulatedFault(kind, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 1);
      case AIRFLOW ->
          new SimulatedFault(
              kind,
              start,
              atOnce ? 0 : Draw.logUniform(random, 10, 900),
              end,
              Draw.uniform(random, 1.3, 3));
      case INLET ->
          new SimulatedFault(
              kind, start, Draw.logUniform(random, 30, 1800), end, Draw.uniform(random, 5, 20));
      case POWER_CAP -> new SimulatedFault(kind, start, 0, end, Draw.uniform(random, 0.4, 0.9));
      case SURGE ->
          new SimulatedFault(
              kind,
              start,
              atOnce ? 0 : Draw.logUniform(random, 10, 900),
              end,
              Draw.uniform(random, 1.3, 3));
    };
  }

  /** How much more is asked for than without the fault. */
  double demandFactor(int second) {
    return kind == Kind.SURGE ? 1 + (size - 1) * extent(second) : 1;
  }

  /** What acts on the device, with the fault. */
  DeviceInput input(int second, double load, double ambient) {
    double extent = extent(second);
    return new DeviceInput(
        load,
        kind == Kind.INLET ? ambient + size * extent : ambient,
        kind == Kind.AIRFLOW ? 1 + (size - 1) * extent : 1,
        kind == Kind.POWER_CAP && extent > 0 ? size : 1);
  }

  private double extent(int second) {
    if (second < startSecond || second >= endSecond) {
      return 0;
    }
    return rampSeconds == 0 ? 1 : Math.min(1, (second - startSecond) / rampSeconds);
  }
}
