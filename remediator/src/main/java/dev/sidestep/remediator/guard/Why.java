package dev.sidestep.remediator.guard;

import dev.sidestep.contracts.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The reasons of decisions: few and fixed, so that they can be a metric label. */
public enum Why {
  /** Acts: the target is about to fail, and a remedy fits before that. */
  NEEDED,
  /** Acts: no remedy ends in time, but this one does no harm when late. */
  LATE_BUT_HARMLESS,

  /** The warning has its verdict: nothing is asked any more. */
  JUDGED,
  /** The warning's own plan is being carried out. */
  ALREADY_ACTING,
  CLUSTER_UNREACHABLE,
  /** The issue is too old to be acted on. */
  STALE,
  EXPIRED,
  /** Nothing of ours runs on the target, or the target does not exist. */
  UNKNOWN_TARGET,
  /** The target carries a variant that gets no traffic. */
  NOT_SERVING,
  /** The target's metrics are carried forward or missing. Missing is not zero. */
  BLIND,
  /** A remedy exists and does not end before the failure. */
  TOO_LATE,
  /** Every option was refused; the plan says why. */
  NO_REMEDY,
  OBSERVE_ONLY,
  ADVICE_ONLY,
  NEEDS_APPROVAL,
  NOT_OPTED_IN,

  /** Too many targets are warned of at once: the cause is elsewhere. */
  STORM,
  FROZEN,
  /** One disruptive action at a time. */
  BUSY,
  /** The same model was acted on a moment ago. */
  RECENTLY_ACTED;

  /** The metric label, the word on an outcome, and the beginning of its reason. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Why an outcome was decided so; empty where it is no decision, or the word is not known here. A
   * record from before outcomes had a word for it says it at the beginning of its reason.
   */
  public static Optional<Why> of(Outcome outcome) {
    String word = outcome.why();
    return Arrays.stream(values())
        .filter(
            why ->
                word != null
                    ? why.label().equals(word)
                    : outcome.reason().startsWith(why.label() + ": "))
        .findFirst();
  }

  /** Whether a person is spared the receipt: the warning or its plan already says it. */
  public boolean silent() {
    return this == JUDGED || this == ALREADY_ACTING;
  }
}
