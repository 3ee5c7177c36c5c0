package dev.sidestep.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One target at one tick: a reading for each signal that the target has shown so far.
 *
 * @param tick the end of the interval that the frame describes, a multiple of its length since the
 *     epoch
 * @param length the interval; 15 s unless configured
 */
public record Frame(Target target, Instant tick, Duration length, Map<Signal, Reading> readings) {
  public Frame {
    if (length.toMillis() < 1) {
      throw new IllegalArgumentException(
          "frame length is " + length + "; it must be at least one millisecond");
    }
    if (tick.toEpochMilli() % length.toMillis() != 0) {
      throw new IllegalArgumentException(
          "frame tick is " + tick + "; it must be a multiple of " + length + " since the epoch");
    }
    Map<Signal, Reading> copy = new EnumMap<>(Signal.class);
    copy.putAll(readings);
    readings = Collections.unmodifiableMap(copy);
  }

  /** The reading of a signal; missing where the frame has none. */
  public Reading reading(Signal signal) {
    return readings.getOrDefault(signal, Reading.missing());
  }
}
