package dev.sidestep.predictor.heat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * How long a load stays on a side: lengths seen on other devices and on this one, each a bell, and
 * a thin exponential tail for a phase that outlasts them all.
 */
final class PhaseLengths {
  /** What each own phase counts beside those of all other devices together. */
  private static final double OWN_WEIGHT = 0.3;

  /** How wide a bell is, over the mean length. */
  private static final double BELL = 0.08;

  private static final double TAIL_WEIGHT = 0.01;

  /** Phases of this device that are remembered. */
  private static final int REMEMBERED = 50;

  private final List<Integer> others;
  private final Deque<Integer> own = new ArrayDeque<>();
  private double[] chances = {};
  private double mean;

  /**
   * Starts from others' lengths.
   *
   * @param others steps, one or more
   */
  PhaseLengths(List<Integer> others) {
    this.others = List.copyOf(others);
  }

  /** A phase of this device has ended. */
  void add(int steps) {
    own.add(steps);
    if (own.size() > REMEMBERED) {
      own.remove();
    }
    chances = new double[0];
  }

  /**
   * How many steps a phase has left, in equally likely values from small to large.
   *
   * @param age steps that it has lasted, 0 or more
   */
  double[] left(int age, int count) {
    if (chances.length == 0) {
      chances = chances();
    }
    double[] left = new double[count];
    double total = 0;
    for (int length = age + 1; length < chances.length; length++) {
      total += chances[length];
    }
    double beyond = TAIL_WEIGHT * StrictMath.exp(-Math.max(age, chances.length - 1) / mean);
    double sum = 0;
    int length = age;
    for (int i = 0; i < count; i++) {
      double wanted = (i + 0.5) / count * (total + beyond);
      while (length + 1 < chances.length && sum + chances[length + 1] < wanted) {
        length++;
        sum += chances[length];
      }
      if (length + 1 < chances.length) {
        left[i] = length - age + (wanted - sum) / chances[length + 1];
      } else {
        double past = 1 - (wanted - total) / beyond;
        left[i] = Math.max(length, age) - age - mean * StrictMath.log(past);
      }
    }
    return left;
  }

  /** The chance of each length, by steps; what lies beyond the last is the tail's. */
  private double[] chances() {
    double weight = 1.0 / others.size();
    mean =
        (others.stream().mapToDouble(l -> l * weight).sum()
                + OWN_WEIGHT * own.stream().mapToDouble(l -> l).sum())
            / (1 + OWN_WEIGHT * own.size());
    double width = Math.max(1, BELL * mean);
    int longest =
        Math.max(
            others.stream().mapToInt(l -> l).max().orElse(0),
            own.stream().mapToInt(l -> l).max().orElse(0));
    double[] density = new double[(int) (longest + 4 * width) + 1];
    others.forEach(length -> addBell(density, length, width, weight));
    own.forEach(length -> addBell(density, length, width, OWN_WEIGHT));
    double sum = Arrays.stream(density).sum();
    for (int i = 0; i < density.length; i++) {
      double tail = TAIL_WEIGHT / mean * StrictMath.exp(-i / mean);
      density[i] = (1 - TAIL_WEIGHT) * density[i] / sum + tail;
    }
    return density;
  }

  private static void addBell(double[] density, int length, double width, double weight) {
    for (int i = 0; i < density.length; i++) {
      double z = (i - length) / width;
      density[i] += weight * StrictMath.exp(-z * z / 2);
    }
  }
}
