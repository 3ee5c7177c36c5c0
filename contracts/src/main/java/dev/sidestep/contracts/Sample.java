package dev.sidestep.contracts;

import java.time.Instant;

/**
 * One value of one signal of one target at one instant.
 *
 * @param value in the signal's unit, inside its valid range
 */
public record Sample(Target target, Signal signal, Instant at, double value, Source source) {
  public Sample {
    if (!signal.accepts(value)) {
      throw new IllegalArgumentException(
          "%s of %s is %s %s; it must lie in %s..%s"
              .formatted(
                  signal.otelName(),
                  target.key(),
                  value,
                  signal.unit(),
                  signal.min(),
                  signal.max()));
    }
  }
}
