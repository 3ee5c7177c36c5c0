package dev.sidestep.node.pod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What happened at a pod within one second. */
final class SecondFigures {
  private final List<Duration> durations = new ArrayList<>();
  private int failed;

  void served(Duration duration) {
    durations.add(duration);
  }

  void notServed() {
    failed++;
  }

  int served() {
    return durations.size();
  }

  int failed() {
    return failed;
  }

  /** The nearest-rank 99th percentile in seconds; empty where nothing was served. */
  OptionalDouble p99Seconds() {
    if (durations.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Duration> sorted = durations.stream().sorted().toList();
    int rank = (int) Math.ceil(0.99 * sorted.size());
    return OptionalDouble.of(sorted.get(rank - 1).toNanos() / 1e9);
  }

  void clear() {
    durations.clear();
    failed = 0;
  }
}
