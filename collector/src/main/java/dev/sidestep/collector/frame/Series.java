package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Signal;
import java.util.Comparator;

/**
 * What the samples of one target are kept apart by: a signal as it is, or a counter whose growth
 * per second is the signal.
 *
 * @param counter the sender's name of the counter; empty for a signal as it is
 */
public record Series(Signal signal, String counter) implements Comparable<Series> {
  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::signal).thenComparing(Series::counter);

  public static Series gauge(Signal signal) {
    return new Series(signal, "");
  }

  boolean counting() {
    return !counter.isEmpty();
  }

  @Override
  public int compareTo(Series other) {
    return ORDER.compare(this, other);
  }
}
