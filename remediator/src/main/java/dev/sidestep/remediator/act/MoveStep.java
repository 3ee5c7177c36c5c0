package dev.sidestep.remediator.act;

import java.time.Instant;

/**
 * One action of a plan at work. Attempts are repeated until one says done or failed; each reads the
 * cluster afresh, makes at most one write, and finds out by itself what an earlier attempt, maybe
 * of a process that has died since, has written.
 */
interface MoveStep {
  Progress attempt(Instant now);

  /**
   * What becomes of the step when its time is up; the default gives up, and the move is taken back.
   *
   * @param failed says for how long the step was attempted, and what was missing
   */
  default Progress late(Progress failed) {
    return failed;
  }

  /**
   * Takes the step back; the default is for steps that write nothing.
   *
   * @param done whether the step is on record as done; one that is not may have written or not
   */
  default Progress undo(boolean done) {
    return Progress.nothing("nothing was written");
  }
}
