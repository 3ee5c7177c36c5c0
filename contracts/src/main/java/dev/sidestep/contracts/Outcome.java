package dev.sidestep.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a plan. The first record of a plan is its intention, written before anything is
 * touched; later records replace it and carry all steps so far.
 *
 * @param at the instant of this record
 * @param steps what was done, in order, undone steps included
 * @param parity the comparison of outputs on golden inputs; null while none was made
 * @param reason for a person; nothing may be read from it
 * @param why of a decision, the one of few fixed words that says why, for example {@code too-late};
 *     null of what became of a decision, and in records from before this field
 */
public record Outcome(
    Plan plan,
    Mode mode,
    Status status,
    Instant at,
    List<Step> steps,
    @Nullable Parity parity,
    String reason,
    @Nullable String why) {

  /** How far the remediator may go. */
  public enum Mode {
    /** Plans are made and published, nothing is touched, nobody is asked. */
    OBSERVE,
    /** The same, addressed to a person as advice. */
    ADVISE,
    /**
     * The plan is published as waiting for a person's approval. There is no way yet to give it:
     * this version does not carry the plan out.
     */
    APPROVE,
    /** Acts. */
    AUTOMATIC
  }

  /** Where the plan stands. */
  public enum Status {
    /** Looked at and not acted on: by mode, by a rail or because nothing is needed. */
    DECLINED,
    /** About to act; nothing is touched yet. */
    INTENDED,
    RUNNING,
    UNDOING,
    /** All steps done. */
    SUCCEEDED,
    /** A step failed and the earlier ones were taken back. */
    UNDONE,
    /** A step failed and not everything could be taken back: a person is needed. */
    FAILED
  }

  /**
   * One step that was tried.
   *
   * @param undo whether the step takes an earlier one back
   * @param detail what was written or seen, with values
   */
  public record Step(
      Action action,
      Instant startedAt,
      Instant finishedAt,
      boolean ok,
      boolean undo,
      String detail) {}

  /** How many golden inputs were compared, and how many answers agreed. */
  public record Parity(int checked, int equal) {
    public Parity {
      Require.atLeast("parity checked", 0, checked);
      Require.atLeast("parity equal", 0, equal);
    }
  }

  public Outcome {
    steps = List.copyOf(steps);
    Require.text("outcome reason", reason);
    if (why != null) {
      Require.text("outcome why", why);
    }
  }

  /** What became of a decision, which needs no word of why. */
  public Outcome(
      Plan plan,
      Mode mode,
      Status status,
      Instant at,
      List<Step> steps,
      @Nullable Parity parity,
      String reason) {
    this(plan, mode, status, at, steps, parity, reason, null);
  }

  /** The same, of another instant. */
  public Outcome dated(Instant instant) {
    return new Outcome(plan, mode, status, instant, steps, parity, reason, why);
  }

  /** Whether no further record of this plan will come. */
  public boolean terminal() {
    return switch (status) {
      case DECLINED, SUCCEEDED, UNDONE, FAILED -> true;
      case INTENDED, RUNNING, UNDOING -> false;
    };
  }
}
