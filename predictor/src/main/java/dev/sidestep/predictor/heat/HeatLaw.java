package dev.sidestep.predictor.heat;

/**
 * The form of the law by which load heats a device.
 *
 * <pre>
 * excess = c + sum g_k EW_k(load) + sum v_k EW_k(load * ramp) + sum d_k exp(-t/k)
 * </pre>
 *
 * Excess is the temperature less the limit at which the device slows down, in kelvin: the margin
 * with its sign turned. {@code EW_k} are exponential averages with time constant k, started at 0;
 * {@code ramp} is how far the device throttled a step ago, 0 at its limit and 1 two kelvin above;
 * the last terms are the unknown state at the start. Source: two-node and higher RC networks seen
 * from outside are sums of exponentials; the time constants span a sensor to a heat sink.
 */
@SuppressWarnings("ArrayRecordComponent") // constants, never handed out
public record HeatLaw(
    double stepSeconds, double[] loadTaus, double[] throttleTaus, double[] startTaus) {

  /** For one reading a second. */
  public static final HeatLaw SECONDS =
      new HeatLaw(
          1,
          new double[] {1.2, 4, 25, 60, 150, 600, 2000},
          new double[] {1.2, 60},
          new double[] {60, 150, 600, 2000});

  private static final double RAMP_KELVIN = 2;

  /** How many coefficients: the constant, then loads, throttles and starts in this order. */
  int size() {
    return 1 + loadTaus.length + throttleTaus.length + startTaus.length;
  }

  int firstThrottle() {
    return 1 + loadTaus.length;
  }

  int firstStart() {
    return firstThrottle() + throttleTaus.length;
  }

  /** What is left of each of the states after some seconds without load; the constant's is 1. */
  double[] left(double seconds) {
    double[] left = new double[size()];
    left[0] = 1;
    fill(left, 1, loadTaus, seconds);
    fill(left, firstThrottle(), throttleTaus, seconds);
    fill(left, firstStart(), startTaus, seconds);
    return left;
  }

  /** How far a device throttles, 0..1. */
  static double ramp(double excess) {
    return Math.max(0, Math.min(1, excess / RAMP_KELVIN));
  }

  private static void fill(double[] left, int from, double[] taus, double seconds) {
    for (int i = 0; i < taus.length; i++) {
      left[from + i] = StrictMath.exp(-seconds / taus[i]);
    }
  }
}
