package dev.sidestep.predictor.heat;

/** On which side of one half a load is, and since when. */
final class Phases {
  private int step = -1;
  private boolean believedHigh;
  private int believedSince;
  private boolean high;
  private int since;
  private int against;
  private int ended;
  private int begun = 1;

  /** A change counts at once; when the next step takes it back, it was no more than a dip. */
  void add(double load) {
    boolean now = load > 0.5;
    step++;
    if (step == 0) {
      believedHigh = now;
    }
    ended = 0;
    against = now == believedHigh ? 0 : against + 1;
    if (against == 1) {
      begun++;
    }
    if (against >= 2) {
      // when the first phase began is not known
      ended = believedSince == 0 ? 0 : step - 1 - believedSince;
      believedHigh = now;
      believedSince = step - 1;
      against = 0;
    }
    high = against > 0 ? now : believedHigh;
    since = against > 0 ? step : believedSince;
  }

  boolean high() {
    return high;
  }

  /** The step at which the phase began. */
  int since() {
    return since;
  }

  /** Steps since the phase began, 0 at its first. */
  int age() {
    return step - since;
  }

  /** How long the phase before lasted, at the step that shows that it has ended; else 0. */
  int ended() {
    return ended;
  }

  /** How many phases there have been, dips among them. */
  int begun() {
    return begun;
  }
}
