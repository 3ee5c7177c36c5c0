package dev.sidestep.predictor.heat;

/**
 * Learns a device's coefficients from its own readings by recursive least squares, from a prior and
 * without forgetting.
 */
public final class HeatTracker {
  /** Over how many seconds what the law does not explain is averaged. */
  private static final double BIAS_TAU = 20;

  private final HeatLaw law;
  private final HeatStates states;
  private final double keepsBias;
  private final double[] coefficients;
  private final double[][] covariance;
  private double[] row;
  private double excess;
  private double residual;
  private double bias = Double.NaN;

  public HeatTracker(HeatLaw law, HeatPrior prior) {
    this.law = law;
    this.states = new HeatStates(law);
    this.keepsBias = StrictMath.exp(-law.stepSeconds() / BIAS_TAU);
    this.coefficients = prior.mean().clone();
    this.covariance = new double[coefficients.length][coefficients.length];
    for (int i = 0; i < coefficients.length; i++) {
      covariance[i][i] = prior.variance()[i];
    }
    this.row = new double[coefficients.length];
  }

  /**
   * Takes in a reading.
   *
   * @param excess temperature less the limit, kelvin
   * @param load 0..1
   */
  public void add(double excess, double load) {
    this.excess = excess;
    row = states.add(excess, load);
    learn();
    residual = excess - fitted();
    bias = Double.isNaN(bias) ? residual : keepsBias * bias + (1 - keepsBias) * residual;
  }

  /** The device as it stands; {@link #add} has been called. */
  public Heat now() {
    return new Heat(law, excess, coefficients.clone(), row.clone(), bias);
  }

  /** What the law, taught by the last reading, leaves of it; kelvin. */
  double residual() {
    return residual;
  }

  double bias() {
    return bias;
  }

  private void learn() {
    int size = coefficients.length;
    double[] gain = new double[size];
    double spread = HeatPrior.ROW_VARIANCE;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        gain[i] += covariance[i][j] * row[j];
      }
      spread += row[i] * gain[i];
    }
    double surprise = excess - fitted();
    for (int i = 0; i < size; i++) {
      coefficients[i] += gain[i] / spread * surprise;
      for (int j = 0; j < size; j++) {
        covariance[i][j] -= gain[i] * gain[j] / spread;
      }
    }
  }

  private double fitted() {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += coefficients[i] * row[i];
    }
    return sum;
  }
}
