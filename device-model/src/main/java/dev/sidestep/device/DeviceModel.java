package dev.sidestep.device;

import java.time.Duration;

/**
 * The physics of one kind of device.
 *
 * <pre>
 * x1' = (R1·P - x1)/tau1      die and spreader         T = ambient + x1 + x2
 * x2' = (R2·P - x2)/tau2      heatsink and case        P = idle + dynamic · load · clock^2.4
 * </pre>
 *
 * Between two looks of the governor the power is constant, so each node is advanced by the exact
 * solution {@code x·a + R·P·(1-a)}, {@code a = exp(-dt/tau)}; the size of a step does not matter.
 */
public record DeviceModel(DeviceSpec spec) {
  /** How often the governor looks; a longer step is cut into these. */
  public static final Duration GOVERNOR_PERIOD = Duration.ofSeconds(1);

  /** A governor that is off full clock by less than this does not count as throttling. */
  private static final double FULL_CLOCK = 0.999;

  private static final int BISECTIONS = 60;

  /**
   * The state after a span under constant input.
   *
   * @param span longer than zero
   */
  public DeviceState step(DeviceState state, DeviceInput input, Duration span) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("step is " + span + "; it must be longer than zero");
    }
    DeviceState next = state;
    Duration left = span;
    while (left.compareTo(GOVERNOR_PERIOD) > 0) {
      next = stepOnce(next, input, GOVERNOR_PERIOD);
      left = left.minus(GOVERNOR_PERIOD);
    }
    return stepOnce(next, input, left);
  }

  /** What an ideal sensor reads in this state. */
  public DeviceReading read(DeviceState state, DeviceInput input) {
    double temperature = input.ambientCelsius() + state.spreaderRise() + state.sinkRise();
    double clock = clockRatio(state.governorClock(), input);
    double heatClock = state.governorClock();
    return new DeviceReading(
        temperature,
        spec.governor().tripCelsius() - temperature,
        clock,
        spec.power().watts(input.load(), clock),
        heatClock < FULL_CLOCK && heatClock < powerClock(input));
  }

  /**
   * The state that the device ends up in under an input that lasts: a warm start. Where it would
   * trip at full clock, the governor has found the clock at which it just does not.
   */
  public DeviceState settled(DeviceInput input) {
    double low = spec.governor().minClock();
    double high = 1;
    if (settledTemperature(high, input) <= spec.governor().tripCelsius()) {
      return settledAt(high, input);
    }
    if (settledTemperature(low, input) >= spec.governor().tripCelsius()) {
      return settledAt(low, input);
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (settledTemperature(middle, input) > spec.governor().tripCelsius()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return settledAt(low, input);
  }

  /** Tokens per second at a clock ratio. */
  public double tokensPerSecond(double clockRatio) {
    return spec.peakTokensPerSecond() * clockRatio;
  }

  private DeviceState stepOnce(DeviceState state, DeviceInput input, Duration span) {
    double seconds = span.toNanos() / 1e9;
    ThermalSpec thermal = spec.thermal();
    double watts = spec.power().watts(input.load(), clockRatio(state.governorClock(), input));
    double spreader =
        relax(
            state.spreaderRise(),
            thermal.spreaderResistance() * watts,
            seconds / thermal.spreaderTauSeconds());
    double sink =
        relax(
            state.sinkRise(),
            thermal.sinkResistance() * input.airflowFactor() * watts,
            seconds / (thermal.sinkTauSeconds() * input.airflowFactor()));
    double temperature = input.ambientCelsius() + spreader + sink;
    return new DeviceState(
        spreader, sink, spec.governor().next(state.governorClock(), temperature, seconds));
  }

  /** The exact solution of x' = (end - x)/tau after so many time constants. */
  private static double relax(double rise, double end, double timeConstants) {
    double stays = Math.exp(-timeConstants);
    return rise * stays + end * (1 - stays);
  }

  private double clockRatio(double governorClock, DeviceInput input) {
    return spec.pStates().atMost(Math.min(governorClock, powerClock(input)));
  }

  private double powerClock(DeviceInput input) {
    double capped = spec.power().clockUnderLimit(input.powerLimitRatio());
    return Math.max(spec.governor().minClock(), capped);
  }

  private double settledTemperature(double governorClock, DeviceInput input) {
    DeviceState state = settledAt(governorClock, input);
    return input.ambientCelsius() + state.spreaderRise() + state.sinkRise();
  }

  private DeviceState settledAt(double governorClock, DeviceInput input) {
    double watts = spec.power().watts(input.load(), clockRatio(governorClock, input));
    return new DeviceState(
        spec.thermal().spreaderResistance() * watts,
        spec.thermal().sinkResistance() * input.airflowFactor() * watts,
        governorClock);
  }
}
