package dev.sidestep.predictor.run;

import dev.sidestep.predictor.feature.DeviceTick;
import java.util.List;

/**
 * What was seen of one device: its ticks, and the margin in every second.
 *
 * @param firstSecond the second in which the first tick ends
 * @param margins kelvin, one a second
 */
@SuppressWarnings("ArrayRecordComponent") // long series, read only
public record Run(String name, List<DeviceTick> ticks, int firstSecond, double[] margins) {
  /** Seconds from tick to tick. */
  public static final int TICK_SECONDS = 15;

  public Run {
    ticks = List.copyOf(ticks);
    int last = firstSecond + (ticks.size() - 1) * TICK_SECONDS;
    if (last >= margins.length) {
      throw new IllegalArgumentException(
          "run %s has %d ticks up to second %d but only %d margins"
              .formatted(name, ticks.size(), last, margins.length));
    }
  }

  /** The second in which a tick ends. */
  public int second(int tick) {
    return firstSecond + tick * TICK_SECONDS;
  }

  /** Whether the margin reaches zero in the seconds after one, up to another. */
  public boolean crossesWithin(int second, int seconds) {
    for (int s = second + 1; s <= second + seconds; s++) {
      if (margins[s] <= 0) {
        return true;
      }
    }
    return false;
  }
}
