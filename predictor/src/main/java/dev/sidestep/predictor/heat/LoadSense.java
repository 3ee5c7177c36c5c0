package dev.sidestep.predictor.heat;

/**
 * What can be told of a load as it comes: its level, to the nearest quarter, and its phase, each
 * with how long it has lasted; and its habits, which at first are those of others.
 */
final class LoadSense {
  private static final int QUARTERS = 4;

  /** What is known of others counts as so many steps of this device. */
  private static final int OTHERS_STEPS = 60;

  private final Phases phases = new Phases();
  private final PhaseLengths lowLengths;
  private final PhaseLengths highLengths;
  private double lowSum;
  private double highSum;
  private long lows = OTHERS_STEPS;
  private long highs = OTHERS_STEPS;
  private int step = -1;
  private int level;
  private int levelSince;

  LoadSense(LoadHabits others) {
    this.lowLengths = new PhaseLengths(others.lowPhases());
    this.highLengths = new PhaseLengths(others.highPhases());
    this.lowSum = OTHERS_STEPS * others.lowLoad();
    this.highSum = OTHERS_STEPS * others.highLoad();
  }

  void add(double load) {
    step++;
    int nearest = (int) Math.ceil(load * QUARTERS - 0.5);
    if (step == 0 || nearest != level) {
      level = nearest;
      levelSince = step;
    }
    phases.add(load);
    if (phases.ended() > 0) {
      lengths(!phases.high()).add(phases.ended());
    }
    if (phases.high()) {
      highSum += load;
      highs++;
    } else {
      lowSum += load;
      lows++;
    }
  }

  /** 0 to 4 quarters. */
  int level() {
    return level;
  }

  /** Steps since the level changed, 0 at the change. */
  int levelAge() {
    return step - levelSince;
  }

  Phases phase() {
    return phases;
  }

  /** Mean load while it is high, or low; 0..1. */
  double usualLoad(boolean high) {
    return high ? highSum / highs : lowSum / lows;
  }

  /** How long it stays high, or low. */
  PhaseLengths lengths(boolean high) {
    return high ? highLengths : lowLengths;
  }
}
