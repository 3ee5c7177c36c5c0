package dev.sidestep.predictor.heat;

/**
 * A device at an instant: the coefficients that its readings have taught so far, the averages of
 * its load, and by how much it has lately been off its law.
 *
 * @param excess of the last reading, kelvin
 * @param coefficients of the law, kelvin
 * @param row the states that they weigh; the first is 1
 * @param bias mean of what the law left unexplained lately, kelvin
 */
@SuppressWarnings("ArrayRecordComponent") // copies, read only
public record Heat(HeatLaw law, double excess, double[] coefficients, double[] row, double bias) {
  /** How fast what the law does not explain is thought to go away; seconds. */
  private static final double BIAS_FADES = 300;

  /** What the bias still counts some seconds ahead. */
  double biasAhead(double seconds) {
    return bias * StrictMath.exp(-seconds / BIAS_FADES);
  }

  /**
   * The path when the load stays at a level from now on, the throttling it causes fed back.
   *
   * @param seconds to the last value
   * @return the excess after each step, the first one step ahead; kelvin
   */
  double[] path(double load, int seconds) {
    double[] kept = law.left(law.stepSeconds());
    double[] states = row.clone();
    double[] path = new double[(int) (seconds / law.stepSeconds())];
    double last = excess;
    for (int step = 0; step < path.length; step++) {
      double throttled = load * HeatLaw.ramp(last);
      double sum = coefficients[0] + biasAhead((step + 1) * law.stepSeconds());
      for (int i = 1; i < states.length; i++) {
        double towards = i < law.firstThrottle() ? load : i < law.firstStart() ? throttled : 0;
        states[i] = kept[i] * states[i] + (1 - kept[i]) * towards;
        sum += coefficients[i] * states[i];
      }
      last = sum;
      path[step] = last;
    }
    return path;
  }
}
