package dev.sidestep.contracts;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The middle of some values, or the mean of the two in the middle: the one that tables give. */
public final class Median {
  private Median() {}

  /** Empty where there are no values. */
  public static OptionalDouble of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int count = sorted.length;
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
  }
}
