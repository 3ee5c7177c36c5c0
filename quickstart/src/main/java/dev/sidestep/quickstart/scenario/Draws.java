package dev.sidestep.quickstart.scenario;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the seed decides. Each thing has a stream of its own, found by its name, so that one more
 * key in a scenario does not change what the seed says about the others.
 */
final class Draws {
  private final String scenario;
  private final long seed;

  Draws(String scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
  }

  double number(String what, Range range) {
    return range.low() + share(what) * (range.high() - range.low());
  }

  Duration duration(String what, Span span) {
    long shortest = span.shortest().toSeconds();
    long longest = span.longest().toSeconds();
    return Duration.ofSeconds(shortest + (long) (share(what) * (longest - shortest + 1)));
  }

  <T> T oneOf(String what, List<T> choices) {
    return choices.get((int) (share(what) * choices.size()));
  }

  /** The place of the choice that was drawn; a choice of twice the weight comes twice as often. */
  int weighted(String what, List<Double> weights) {
    double left = share(what) * weights.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < weights.size() - 1; i++) {
      left -= weights.get(i);
      if (left < 0) {
        return i;
      }
    }
    return weights.size() - 1;
  }

  boolean happens(String what, double chance) {
    return share(what) < chance;
  }

  private double share(String what) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + (scenario + "/" + what).hashCode())
        .nextDouble();
  }
}
