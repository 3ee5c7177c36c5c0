package dev.sidestep.quickstart.scenario;

import java.time.Duration;

/**
 * A duration that the seed draws, in whole seconds.
 *
 * @param shortest drawn too
 * @param longest equal to {@code shortest} where the duration is fixed
 */
public record Span(Duration shortest, Duration longest) {
  public Span {
    if (shortest.isNegative() || shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "span is ["
              + shortest
              + ", "
              + longest
              + "]; it must not be negative and the first must not be above the second");
    }
  }

  static Span of(Duration duration) {
    return new Span(duration, duration);
  }
}
