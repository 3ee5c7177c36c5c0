package dev.sidestep.contracts;

import java.time.Duration;

/** The refusals that the records share: each names the field, the value and the rule. */
final class Require {
  private Require() {}

  static String text(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " is blank; it must be a non-empty text");
    }
    return value;
  }

  static double finite(String field, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be a finite number");
    }
    return value;
  }

  static double share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " is " + value + "; it must lie in 0..1");
    }
    return value;
  }

  static Duration positive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be longer than zero");
    }
    return value;
  }

  static int atLeast(String field, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be at least " + least);
    }
    return value;
  }
}
