package dev.sidestep.predictor.run;

import java.util.SplittableRandom;

/** Draws from the distributions that simulated devices are made of. */
final class Draw {
  private Draw() {}

  static double uniform(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  static double logUniform(SplittableRandom random, double low, double high) {
    return low * StrictMath.pow(high / low, random.nextDouble());
  }

  /** Mean 0, deviation 1; Java 17's splittable generator has its own method, not fixed by spec. */
  static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
