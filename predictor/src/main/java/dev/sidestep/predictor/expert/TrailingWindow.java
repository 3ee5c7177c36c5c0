package dev.sidestep.predictor.expert;

import java.time.Duration;
import java.time.Instant;

/**
 * The values of the last minutes, oldest first. Memory is bounded: beyond {@link #CAPACITY} values
 * the oldest go before their time.
 */
public final class TrailingWindow {
  /** Sixteen minutes of 15 s ticks. */
  static final int CAPACITY = 64;

  private final long spanMillis;
  private final long[] at = new long[CAPACITY];
  private final double[] values = new double[CAPACITY];
  private int head;
  private int size;

  /** Makes a window whose oldest value is at most {@code span} older than its newest. */
  public TrailingWindow(Duration span) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException(
          "window span is " + span + "; it must be longer than zero");
    }
    spanMillis = span.toMillis();
  }

  /** Takes in a value newer than all others. */
  public void add(Instant instant, double value) {
    long millis = instant.toEpochMilli();
    while (size > 0 && (size == CAPACITY || millis - at[head] > spanMillis)) {
      head = (head + 1) % CAPACITY;
      size--;
    }
    int slot = (head + size) % CAPACITY;
    at[slot] = millis;
    values[slot] = value;
    size++;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /** The value {@code index} places after the oldest. */
  public double value(int index) {
    return values[(head + index) % CAPACITY];
  }

  public double newest() {
    return value(size - 1);
  }

  /** Seconds from the newest value back to this one: zero or less. */
  double seconds(int index) {
    return (at[(head + index) % CAPACITY] - at[(head + size - 1) % CAPACITY]) / 1000.0;
  }

  /** The time between the oldest and the newest value. */
  public Duration span() {
    return size == 0 ? Duration.ZERO : Duration.ofMillis(Math.round(-1000 * seconds(0)));
  }
}
