package dev.sidestep.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The times that everything counts in. They are no settings: the thermal model was trained for
 * them, and they are part of what a forecast and a warning mean.
 */
public final class Times {
  /** Length of a tick: the interval that a frame describes. */
  public static final Duration TICK = Duration.ofSeconds(15);

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  /** As far as anybody looks ahead: a time to an event that is so long means then, or never. */
  public static final Duration REACH = Duration.ofMinutes(15);

  /** How far ahead the thermal model looks, nearest first. */
  public static final List<Duration> HORIZONS =
      List.of(ONE_MINUTE, TWO_MINUTES, FIVE_MINUTES, REACH);

  /** The horizons of a published forecast, nearest first. */
  public static final List<Duration> PUBLISHED = List.of(ONE_MINUTE, FIVE_MINUTES, REACH);

  private Times() {}
}
