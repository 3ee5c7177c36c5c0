package dev.sidestep.predictor.warn;

import dev.sidestep.predictor.expert.Chance;
import java.time.Duration;

/**
 * How a pod's memory is watched.
 *
 * @param window of the values that the trend is fitted to, at most {@link Chance#REACH}
 * @param minimumSpan a trend over less time says nothing
 * @param minimumSamples a trend through fewer values says nothing
 * @param floorShare below this share of the limit nothing is raised, 0..1
 */
public record MemorySettings(
    Duration window, Duration minimumSpan, int minimumSamples, double floorShare) {
  public MemorySettings {
    if (window.isNegative() || window.isZero() || window.compareTo(Chance.REACH) > 0) {
      throw new IllegalArgumentException(
          "predictor.memory.window is %s; give more than zero, at most %s"
              .formatted(window, Chance.REACH));
    }
    if (minimumSpan.isNegative() || minimumSpan.compareTo(window) > 0) {
      throw new IllegalArgumentException(
          "predictor.memory.minimum-span is %s; give at most the window, %s"
              .formatted(minimumSpan, window));
    }
    if (minimumSamples < 3) {
      throw new IllegalArgumentException(
          "predictor.memory.minimum-samples is " + minimumSamples + "; give at least 3");
    }
    if (!(floorShare >= 0 && floorShare < 1)) {
      throw new IllegalArgumentException(
          "predictor.memory.floor-share is " + floorShare + "; give 0 to below 1");
    }
  }

  /**
   * Five minutes back, of which four must be there: what a collector frees within four minutes
   * never looks like a leak.
   */
  public static MemorySettings defaults() {
    return new MemorySettings(Duration.ofMinutes(5), Duration.ofMinutes(4), 12, 0.5);
  }
}
