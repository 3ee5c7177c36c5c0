package dev.sidestep.predictor.learn;

/** Where the seeds of simulated devices begin, far enough apart that no device is met twice. */
final class Seeds {
  private static final long TRAINING = 1_000_000_000L;
  private static final long CALIBRATION = 9_000_000_000L;
  private static final long STRIDE = 1_000_000L;

  private Seeds() {}

  static long training(long seed) {
    return TRAINING + seed * STRIDE;
  }

  static long calibration(long seed) {
    return CALIBRATION + seed * STRIDE;
  }
}
