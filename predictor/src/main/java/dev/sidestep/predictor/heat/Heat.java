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

  /** The excess some seconds ahead if there is no load from now on; kelvin. */
  double unloaded(double seconds) {
    return unloaded(law.left(seconds), seconds);
  }

  /**
   * The same, for callers that ask often.
   *
   * @param left what the law leaves of each state after those seconds
   */
  double unloaded(double[] left, double seconds) {
    double sum = biasAhead(seconds);
    for (int i = 0; i < row.length; i++) {
      sum += left[i] * row[i] * coefficients[i];
    }
    return sum;
  }

  /**
   * How much hotter a load of 1 makes the device that begins with the next step.
   *
   * @return kelvin after 0, 1, 2 ... steps of it
   */
  double[] response(int steps) {
    double[] response = new double[steps + 1];
    double[] kept = law.left(law.stepSeconds());
    for (int i = 1; i < law.firstThrottle(); i++) {
      double left = 1;
      for (int step = 1; step <= steps; step++) {
        left *= kept[i];
        response[step] += coefficients[i] * (1 - left);
      }
    }
    return response;
  }

  private double biasAhead(double seconds) {
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
