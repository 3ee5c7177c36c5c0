package dev.sidestep.predictor.run;

import java.util.SplittableRandom;

/** Demand on a device, second by second, in one of the shapes that loads have. */
interface SimulatedLoad {

  /** The share of a full-clock device that is asked for in the next second; 0 or more. */
  double next();

  /** A load of random shape. */
  static SimulatedLoad any(SplittableRandom random) {
    int shape = random.nextInt(12);
    if (shape < 3) {
      return new Held(random);
    }
    if (shape < 5) {
      return new Cycle(random);
    }
    if (shape < 7) {
      return new Bursts(random);
    }
    if (shape < 11) {
      return served(random, 0.1, 0.95);
    }
    return new Alternating(random);
  }

  /** The load of a served model whose mean lies in a range. */
  static SimulatedLoad served(SplittableRandom random, double low, double high) {
    return new Drift(random, Draw.uniform(random, low, high));
  }

  /** Random levels, each held for seconds to a minute. */
  final class Held implements SimulatedLoad {
    private final SplittableRandom random;
    private final int shortest;
    private final int longest;
    private final double low;
    private final double high;
    private final boolean quarters;
    private double level;
    private int left;

    Held(SplittableRandom random) {
      this.random = random;
      this.shortest = (int) Draw.logUniform(random, 2, 15);
      this.longest = shortest + (int) Draw.logUniform(random, 3, 60);
      this.quarters = random.nextInt(2) == 0;
      this.low = quarters ? 0 : Draw.uniform(random, 0, 0.5);
      this.high = quarters ? 1 : Draw.uniform(random, 0.5, 1);
    }

    @Override
    public double next() {
      if (left-- <= 0) {
        level = quarters ? random.nextInt(5) / 4.0 : Draw.uniform(random, low, high);
        left = random.nextInt(shortest, longest + 1);
      }
      return level;
    }
  }

  /** High and low in turn. */
  final class Cycle implements SimulatedLoad {
    private final SplittableRandom random;
    private final double period;
    private final double share;
    private final double jitter;
    private final double low;
    private final double high;
    private boolean isHigh;
    private double left;

    Cycle(SplittableRandom random) {
      this.random = random;
      this.period = Draw.logUniform(random, 40, 1800);
      this.share = Draw.uniform(random, 0.2, 0.8);
      this.jitter = random.nextInt(3) == 0 ? 0 : Draw.uniform(random, 0, 0.5);
      boolean full = random.nextInt(2) == 0;
      this.low = full ? 0 : Draw.uniform(random, 0, 0.4);
      this.high = full ? 1 : Draw.uniform(random, 0.5, 1);
      this.isHigh = random.nextBoolean();
      this.left = period * random.nextDouble();
    }

    @Override
    public double next() {
      if (left-- <= 0) {
        isHigh = !isHigh;
        left = period * (isHigh ? share : 1 - share) * (1 + jitter * (2 * random.nextDouble() - 1));
      }
      return isHigh ? high : low;
    }
  }

  /** A base with bursts at random times. */
  final class Bursts implements SimulatedLoad {
    private final SplittableRandom random;
    private final double base;
    private final double everySeconds;
    private final double lastSeconds;
    private final double noise;
    private double height;
    private double left;

    Bursts(SplittableRandom random) {
      this.random = random;
      this.base = Draw.uniform(random, 0.05, 0.6);
      this.everySeconds = Draw.logUniform(random, 20, 900);
      this.lastSeconds = Draw.logUniform(random, 3, 120);
      this.noise = Draw.uniform(random, 0, 0.15);
    }

    @Override
    public double next() {
      if (left > 0) {
        left--;
      } else if (random.nextDouble() < 1 / everySeconds) {
        left = lastSeconds * (0.5 + random.nextDouble());
        height = Draw.uniform(random, 0.1, 0.8);
      }
      return Math.max(0, base + (left > 0 ? height : 0) + noise * Draw.normal(random));
    }
  }

  /** A level that sways slowly, with noise that has a memory: a served model's usual load. */
  final class Drift implements SimulatedLoad {
    private final SplittableRandom random;
    private final double mean;
    private final double swing;
    private final double period;
    private final double phase;
    private final double spread;
    private final double keep;
    private final double white;
    private double noise;
    private int second;

    Drift(SplittableRandom random, double mean) {
      this.random = random;
      this.mean = mean;
      this.swing = random.nextInt(2) == 0 ? 0 : Draw.uniform(random, 0, 0.3);
      this.period = Draw.logUniform(random, 600, 14_400);
      this.phase = Draw.uniform(random, 0, 2 * Math.PI);
      this.spread = Draw.uniform(random, 0, 0.15);
      this.keep = Math.exp(-1 / Draw.logUniform(random, 2, 180));
      this.white = Draw.uniform(random, 0, 0.2);
    }

    @Override
    public double next() {
      second++;
      noise = keep * noise + Math.sqrt(1 - keep * keep) * spread * Draw.normal(random);
      double sway = swing * Math.sin(2 * Math.PI * second / period + phase);
      return Math.max(0, mean + sway + noise + white * Draw.normal(random));
    }
  }

  /** Two loads in turn, minutes to an hour each. */
  final class Alternating implements SimulatedLoad {
    private final SplittableRandom random;
    private final SimulatedLoad one;
    private final SimulatedLoad other;
    private boolean first = true;
    private double left;

    Alternating(SplittableRandom random) {
      this.random = random;
      this.one = served(random, 0.1, 0.95);
      this.other = random.nextBoolean() ? new Held(random) : served(random, 0.1, 0.95);
    }

    @Override
    public double next() {
      if (left-- <= 0) {
        first = !first;
        left = Draw.logUniform(random, 300, 3600);
      }
      return (first ? one : other).next();
    }
  }
}
