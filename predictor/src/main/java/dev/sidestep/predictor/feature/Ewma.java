package dev.sidestep.predictor.feature;

/** Exponentially weighted mean over ticks; it starts at the first value. */
final class Ewma {
  private final double keep;
  private double mean = Double.NaN;

  Ewma(double tauSeconds, double tickSeconds) {
    this.keep = StrictMath.exp(-tickSeconds / tauSeconds);
  }

  double add(double value) {
    mean = Double.isNaN(mean) ? value : keep * mean + (1 - keep) * value;
    return mean;
  }

  double mean() {
    return mean;
  }

  /** Moves what was seen so far, as when the zero of the scale moves. */
  void shift(double by) {
    mean += by;
  }
}
