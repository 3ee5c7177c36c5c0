package dev.sidestep.predictor.heat;

/** The averages of load and throttling that a heat law weighs, step by step. */
final class HeatStates {
  private final HeatLaw law;
  private final double[] kept;
  private final double[] row;
  private double lastExcess = Double.NaN;

  HeatStates(HeatLaw law) {
    this.law = law;
    this.kept = law.left(law.stepSeconds());
    this.row = new double[law.size()];
    row[0] = 1;
  }

  /**
   * Takes in a step and gives the row that the coefficients are multiplied with; it is overwritten
   * by the next step.
   *
   * @param excess kelvin above the limit; it counts from the next step on
   * @param load 0..1
   */
  double[] add(double excess, double load) {
    boolean first = Double.isNaN(lastExcess);
    double throttled = load * HeatLaw.ramp(first ? excess : lastExcess);
    for (int i = 1; i < law.firstThrottle(); i++) {
      row[i] = kept[i] * row[i] + (1 - kept[i]) * load;
    }
    for (int i = law.firstThrottle(); i < law.firstStart(); i++) {
      row[i] = kept[i] * row[i] + (1 - kept[i]) * throttled;
    }
    for (int i = law.firstStart(); i < row.length; i++) {
      row[i] = first ? 1 : kept[i] * row[i];
    }
    lastExcess = excess;
    return row;
  }
}
