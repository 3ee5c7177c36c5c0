package dev.sidestep.predictor.heat;

/**
 * What can be told of a load as it comes: its level, to the nearest quarter, and its side of one
 * half, each with how long it has lasted.
 */
final class LoadSense {
  private static final int QUARTERS = 4;

  private int step = -1;
  private int level;
  private int levelSince;
  private boolean believedHigh;
  private int believedSince;
  private boolean high;
  private int highSince;
  private int against;

  void add(double load) {
    step++;
    int nearest = (int) Math.ceil(load * QUARTERS - 0.5);
    if (step == 0 || nearest != level) {
      level = nearest;
      levelSince = step;
    }
    takeSide(load > 0.5);
  }

  /** 0 to 4 quarters. */
  int level() {
    return level;
  }

  /** Steps since the level changed, 0 at the change. */
  int levelAge() {
    return step - levelSince;
  }

  boolean high() {
    return high;
  }

  /** Steps since the side changed, 0 at the change. */
  int sideAge() {
    return step - highSince;
  }

  /** The step at which the side changed. */
  int sideSince() {
    return highSince;
  }

  /** A change counts at once; when the next step takes it back, it was no more than a dip. */
  private void takeSide(boolean now) {
    if (step == 0) {
      believedHigh = now;
    }
    against = now == believedHigh ? 0 : against + 1;
    if (against >= 2) {
      believedHigh = now;
      believedSince = step - 1;
      against = 0;
    }
    high = against > 0 ? now : believedHigh;
    highSince = against > 0 ? step : believedSince;
  }
}
