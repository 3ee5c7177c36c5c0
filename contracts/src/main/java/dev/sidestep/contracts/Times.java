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

  /** How far ahead the thermal model looks, nearest first. */
  public static final List<Duration> HORIZONS =
      List.of(
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(300),
          Duration.ofSeconds(900));

  /** The horizons of a published forecast, nearest first. */
  public static final List<Duration> PUBLISHED =
      List.of(HORIZONS.get(0), HORIZONS.get(2), HORIZONS.get(3));

  /** As far as anybody looks ahead: a time to an event that is so long means then, or never. */
  public static final Duration REACH = HORIZONS.get(HORIZONS.size() - 1);

  private Times() {}
}
