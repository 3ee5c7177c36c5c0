package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Instant;

/**
 * A sample on its way into a frame; unlike a {@link Sample} it may also be a counter's total.
 *
 * @param at between 1970 (exclusive) and 2262, so that its nanoseconds fit a long
 * @param value in the signal's unit; a counter's total in unit times seconds
 */
public record Measurement(Target target, Series series, Instant at, double value, Source source) {
  private static final Instant LATEST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  public Measurement {
    if (!at.isAfter(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          series.signal().otelName()
              + " of "
              + target.key()
              + " was taken at "
              + at
              + "; it needs the instant of the measurement, after 1970 and before 2262");
    }
    if (!series.counting()) {
      new Sample(target, series.signal(), at, value, source);
    } else if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "counter "
              + series.counter()
              + " of "
              + target.key()
              + " is "
              + value
              + "; it must be zero or more");
    }
  }

  public static Measurement of(Sample sample) {
    return new Measurement(
        sample.target(),
        Series.gauge(sample.signal()),
        sample.at(),
        sample.value(),
        sample.source());
  }

  Signal signal() {
    return series.signal();
  }

  long nanos() {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
  }
}
