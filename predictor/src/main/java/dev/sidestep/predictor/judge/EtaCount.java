package dev.sidestep.predictor.judge;

import dev.sidestep.contracts.Eta;

/** Where the event lay in the ETA band of an alarm that it followed. */
final class EtaCount {
  private int before;
  private int inside;
  private int after;

  /** Takes in the ETA of an alarm, and after how many seconds the event came. */
  void add(Eta eta, int seconds) {
    if (seconds < eta.p10().toSeconds()) {
      before++;
    } else if (seconds <= eta.p90().toSeconds()) {
      inside++;
    } else {
      after++;
    }
  }

  /** Before P10, within, after P90: one cell of a table. */
  @Override
  public String toString() {
    return before + inside + after == 0 ? "-" : "%d / %d / %d".formatted(before, inside, after);
  }
}
