package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Action;
import java.time.Duration;
import java.util.List;

/**
 * How moves are carried out.
 *
 * @param scaleTimeout for the write of a replica count to succeed
 * @param readyTimeout for a new pod to become ready
 * @param warmTimeout for a ready pod to become warm
 * @param parityTimeout for both pods to answer the golden inputs
 * @param shiftTimeout for one traffic step, its hold included
 * @param drainTimeout for the old pods to end their requests
 * @param undoTimeout for everything to be taken back
 * @param shiftHold how long a share of the traffic is watched before the next step
 * @param resumeWithin a move found after a restart goes on only when its last record is younger
 * @param conflictRetries how often a step reads again after somebody else's write; a Deployment's
 *     own controller writes, too
 * @param cosineFloor golden outputs are equal from this cosine similarity on, 0..1
 * @param goldenInputs the texts whose embeddings are compared
 */
public record MoveSettings(
    Duration scaleTimeout,
    Duration readyTimeout,
    Duration warmTimeout,
    Duration parityTimeout,
    Duration shiftTimeout,
    Duration drainTimeout,
    Duration undoTimeout,
    Duration shiftHold,
    Duration resumeWithin,
    int conflictRetries,
    double cosineFloor,
    List<String> goldenInputs) {
  public MoveSettings {
    goldenInputs = List.copyOf(goldenInputs);
    longerThanZero("scale-timeout", scaleTimeout);
    longerThanZero("ready-timeout", readyTimeout);
    longerThanZero("warm-timeout", warmTimeout);
    longerThanZero("parity-timeout", parityTimeout);
    longerThanZero("shift-timeout", shiftTimeout);
    longerThanZero("drain-timeout", drainTimeout);
    longerThanZero("undo-timeout", undoTimeout);
    longerThanZero("resume-within", resumeWithin);
    if (shiftHold.isNegative() || shiftHold.compareTo(shiftTimeout) >= 0) {
      throw new IllegalArgumentException(
          "move.shift-hold is " + shiftHold + "; it must be shorter than move.shift-timeout");
    }
    if (conflictRetries < 0) {
      throw new IllegalArgumentException(
          "move.conflict-retries is " + conflictRetries + "; it must be zero or more");
    }
    if (!(cosineFloor > 0 && cosineFloor <= 1)) {
      throw new IllegalArgumentException(
          "move.cosine-floor is " + cosineFloor + "; it must lie in 0..1");
    }
    if (goldenInputs.isEmpty()) {
      throw new IllegalArgumentException(
          "move.golden-inputs is empty; without one the outputs cannot be compared");
    }
  }

  public static MoveSettings defaults() {
    return new MoveSettings(
        Duration.ofSeconds(30),
        Duration.ofMinutes(3),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        5,
        0.99,
        List.of(
            "The quick brown fox jumps over the lazy dog.",
            "Fan 2 of rack 7 reports 0 rpm since 04:12.",
            "Wie warm darf ein Prozessor werden?",
            "SELECT id, margin FROM frames WHERE margin < 5",
            "temperature temperature temperature"));
  }

  private static void longerThanZero(String field, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "move." + field + " is " + time + "; it must be longer than zero");
    }
  }

  Duration timeout(Action.Type type) {
    return switch (type) {
      case SCALE -> scaleTimeout;
      case AWAIT_READY -> readyTimeout;
      case WARM -> warmTimeout;
      case CHECK_PARITY -> parityTimeout;
      case SHIFT_TRAFFIC -> shiftTimeout;
      case DRAIN -> drainTimeout;
    };
  }
}
