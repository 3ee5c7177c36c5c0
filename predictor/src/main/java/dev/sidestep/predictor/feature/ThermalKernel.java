package dev.sidestep.predictor.feature;

/**
 * A device's heat as learnt from its own ticks, by recursive least squares:
 *
 * <pre>margin = c - sum g_k EW_k(heat) - sum d_k exp(-t/k)</pre>
 *
 * with averages of the heat input over seconds to half an hour, and terms for the unknown state at
 * the start. The prior holds devices of all kinds. A little random walk lets the coefficients
 * follow a device that changes.
 */
final class ThermalKernel {
  private static final double[] AVERAGE_TAUS = {45, 120, 360, 1000, 2400};
  private static final double[] START_TAUS = {60, 200, 600, 2000};

  /** Over how many seconds what the law does not explain is averaged. */
  private static final double RESIDUAL_TAU = 45;

  /** How fast what the law does not explain is thought to go away. */
  private static final double BIAS_FADES_TAU = 300;

  private static final double[] PRIOR_MEAN = {45, -6, -5, -6, -6, -6, -4, 0, 0, 0, 0};
  private static final double[] PRIOR_DEVIATION = {20, 6, 6, 8, 10, 10, 8, 5, 6, 8, 8};

  /** Kelvin per tick that the constant and the gains may walk. */
  private static final double WALK = 0.03;

  private static final double ROW_VARIANCE = 2;
  private static final int GAINS = 1 + AVERAGE_TAUS.length;
  private static final int SIZE = 1 + GAINS + START_TAUS.length;

  private final double tickSeconds;
  private final Ewma[] averages = new Ewma[AVERAGE_TAUS.length];
  private final double[] coefficients = PRIOR_MEAN.clone();
  private final double[][] covariance = new double[SIZE][SIZE];
  private final double[] row = new double[SIZE];
  private final Ewma residuals;
  private final Ewma surprises;
  private final Ewma slowSurprises;
  private double residual;
  private double surprise;
  private double spread = ROW_VARIANCE;
  private double seconds;

  ThermalKernel(double tickSeconds) {
    this.tickSeconds = tickSeconds;
    this.residuals = new Ewma(RESIDUAL_TAU, tickSeconds);
    this.surprises = new Ewma(RESIDUAL_TAU, tickSeconds);
    this.slowSurprises = new Ewma(BIAS_FADES_TAU, tickSeconds);
    for (int i = 0; i < AVERAGE_TAUS.length; i++) {
      averages[i] = new Ewma(AVERAGE_TAUS[i], tickSeconds);
    }
    for (int i = 0; i < SIZE; i++) {
      covariance[i][i] = PRIOR_DEVIATION[i] * PRIOR_DEVIATION[i];
    }
  }

  /**
   * Takes in a tick.
   *
   * @param heat what warms the device, 0..1
   * @param learn false where the margin is not a fresh reading: time goes on, nothing is learnt
   */
  void add(double margin, double heat, boolean learn) {
    fillRow(heat);
    if (learn) {
      learn(margin);
    }
    residuals.add(residual);
    surprises.add(surprise);
    slowSurprises.add(surprise);
    seconds += tickSeconds;
  }

  /** The limit moved: the same temperatures are now so much further from it. */
  void shift(double by) {
    coefficients[0] += by;
  }

  /** Margin of the last tick less what was expected before it was learnt from; kelvin. */
  double surprise() {
    return surprise;
  }

  /** How large a surprise was to be expected; kelvin. */
  double doubt() {
    return Math.sqrt(spread);
  }

  /** Mean surprise over three quarters of a minute: what is going on is not the device's law. */
  double bias() {
    return surprises.mean();
  }

  /** Mean surprise over five minutes. */
  double slowBias() {
    return slowSurprises.mean();
  }

  /** Kelvin between no heat and full heat, in the end. */
  double gain() {
    double sum = 0;
    for (int i = 1; i <= GAINS; i++) {
      sum -= coefficients[i];
    }
    return sum;
  }

  /** The margin some seconds ahead when the heat input stays at a level from now on. */
  double ahead(double aheadSeconds, double heat) {
    double margin = coefficients[0] + coefficients[1] * heat;
    for (int i = 0; i < AVERAGE_TAUS.length; i++) {
      double stays = StrictMath.exp(-aheadSeconds / AVERAGE_TAUS[i]);
      margin += coefficients[2 + i] * (row[2 + i] * stays + heat * (1 - stays));
    }
    for (int i = 0; i < START_TAUS.length; i++) {
      double then = row[1 + GAINS + i] * StrictMath.exp(-aheadSeconds / START_TAUS[i]);
      margin += coefficients[1 + GAINS + i] * then;
    }
    return margin + residuals.mean() * StrictMath.exp(-aheadSeconds / BIAS_FADES_TAU);
  }

  private void fillRow(double heat) {
    row[0] = 1;
    row[1] = heat;
    for (int i = 0; i < AVERAGE_TAUS.length; i++) {
      row[2 + i] = averages[i].add(heat);
    }
    for (int i = 0; i < START_TAUS.length; i++) {
      row[1 + GAINS + i] = StrictMath.exp(-seconds / START_TAUS[i]);
    }
  }

  private void learn(double margin) {
    for (int i = 0; i <= GAINS; i++) {
      covariance[i][i] += WALK * WALK;
    }
    double[] gain = new double[SIZE];
    spread = ROW_VARIANCE;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        gain[i] += covariance[i][j] * row[j];
      }
      spread += row[i] * gain[i];
    }
    surprise = margin - fitted();
    for (int i = 0; i < SIZE; i++) {
      coefficients[i] += gain[i] / spread * surprise;
    }
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        covariance[i][j] -= gain[i] * gain[j] / spread;
      }
    }
    residual = margin - fitted();
  }

  private double fitted() {
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += coefficients[i] * row[i];
    }
    return sum;
  }
}
