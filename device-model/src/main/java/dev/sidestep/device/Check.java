package dev.sidestep.device;

/** The refusals that the records share: each names the field, the value and the rule. */
final class Check {
  private Check() {}

  static double positive(String field, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be a number above 0");
    }
    return value;
  }

  static double notNegative(String field, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be 0 or more");
    }
    return value;
  }

  static double within(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          field + " is " + value + "; it must lie in " + min + ".." + max);
    }
    return value;
  }
}
