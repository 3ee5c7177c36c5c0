package dev.sidestep.predictor.feature;

/** The margins of the last five minutes and their averages. */
final class MarginHistory {
  /** The longest look back, in ticks. */
  private static final int KEPT = 20;

  private final double[] ring = new double[KEPT + 1];
  private final Ewma[] averages;
  private final Ewma changes;
  private int seen;

  MarginHistory(double tickSeconds, double... averageTaus) {
    this.averages = new Ewma[averageTaus.length];
    for (int i = 0; i < averageTaus.length; i++) {
      averages[i] = new Ewma(averageTaus[i], tickSeconds);
    }
    this.changes = new Ewma(300, tickSeconds);
  }

  void add(double margin) {
    double before = seen == 0 ? margin : back(0);
    changes.add((margin - before) * (margin - before));
    ring[seen % ring.length] = margin;
    seen++;
    for (Ewma average : averages) {
      average.add(margin);
    }
  }

  /** The limit moved: all that was seen is now so much further from it. */
  void shift(double by) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] += by;
    }
    for (Ewma average : averages) {
      average.shift(by);
    }
  }

  boolean isEmpty() {
    return seen == 0;
  }

  double latest() {
    return back(0);
  }

  /** Kelvin gained over the last ticks; over all there are where there are fewer. */
  double changeOver(int ticks) {
    return back(0) - back(ticks);
  }

  /** Kelvin above the average of that number. */
  double aboveAverage(int index) {
    return back(0) - averages[index].mean();
  }

  /** How much the margin changes from tick to tick; kelvin, root mean square. */
  double restlessness() {
    return Math.sqrt(changes.mean());
  }

  private double back(int ticks) {
    int ago = Math.min(Math.min(ticks, seen - 1), KEPT);
    return ring[(seen - 1 - ago) % ring.length];
  }
}
