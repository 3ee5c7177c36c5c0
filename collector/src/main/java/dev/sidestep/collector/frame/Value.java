package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Source;

/** A value and where it comes from. */
record Value(double value, Source source) {

  /**
   * The source that is further from the hardware: a value is only as real as its least real part.
   */
  static Source leastReal(Source one, Source other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
