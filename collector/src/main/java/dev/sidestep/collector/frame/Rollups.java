package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the samples of a tick become its value. Sums run in time order, so bits are repeatable. */
final class Rollups {
  private static final double NANOS_PER_SECOND = 1e9;

  private Rollups() {}

  /** The tick's value of a signal that was sampled at least once. */
  static Value gauge(Signal signal, Points points) {
    return switch (signal.rollup()) {
      case LAST -> last(points);
      case MAX -> max(points);
      case MEAN -> mean(signal, points);
    };
  }

  /**
   * A counter's growth per second since the last total known before the tick, or since its first
   * total in it. Empty where there is only one total. A counter that falls was started again from
   * zero.
   */
  static Optional<Value> rate(Signal signal, @Nullable Total before, Points points) {
    Total start = before;
    Total previous = before;
    Source source = Source.MEASURED;
    double growth = 0;
    for (int i = 0; i < points.size(); i++) {
      Total total = new Total(points.nanos(i), points.value(i));
      source = Source.leastReal(source, points.source(i));
      if (previous == null || start == null) {
        start = total;
      } else {
        growth += total.value() - (total.value() < previous.value() ? 0 : previous.value());
      }
      previous = total;
    }
    if (start == null || previous == null || previous.nanos() <= start.nanos()) {
      return Optional.empty();
    }
    double seconds = (previous.nanos() - start.nanos()) / NANOS_PER_SECOND;
    return Optional.of(new Value(clamp(signal, growth / seconds), source));
  }

  private static Value last(Points points) {
    int i = points.size() - 1;
    return new Value(points.value(i), points.source(i));
  }

  private static Value max(Points points) {
    int best = 0;
    for (int i = 1; i < points.size(); i++) {
      int order = Double.compare(points.value(i), points.value(best));
      if (order > 0 || (order == 0 && points.source(i).compareTo(points.source(best)) > 0)) {
        best = i;
      }
    }
    return new Value(points.value(best), points.source(best));
  }

  private static Value mean(Signal signal, Points points) {
    double sum = 0;
    Source source = Source.MEASURED;
    for (int i = 0; i < points.size(); i++) {
      sum += points.value(i);
      source = Source.leastReal(source, points.source(i));
    }
    return new Value(clamp(signal, sum / points.size()), source);
  }

  /** Rounding may leave the valid range by the last bit, a rate by the jitter of its instants. */
  private static double clamp(Signal signal, double value) {
    return Math.max(signal.min(), Math.min(signal.max(), value));
  }

  /** A counter's total at an instant. */
  record Total(long nanos, double value) {}
}
