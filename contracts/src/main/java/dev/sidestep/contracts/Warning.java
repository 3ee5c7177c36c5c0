package dev.sidestep.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An announcement that a target is about to fail. While it stands it is issued again at every tick
 * under the same id, with fresh probability and ETA; the last issue carries the verdict.
 *
 * @param raisedAt the tick at which it was issued first
 * @param issuedAt the tick of this issue
 * @param probability that the event comes before the longest horizon, 0..1
 * @param expiresAt after this instant the warning no longer stands
 */
public record Warning(
    String id,
    Kind kind,
    Target target,
    Instant raisedAt,
    Instant issuedAt,
    double probability,
    Eta eta,
    List<Evidence> evidence,
    Instant expiresAt,
    Remedy remedy,
    @Nullable Verdict verdict) {

  /** What is going to happen. */
  public enum Kind {
    THERMAL_THROTTLE,
    MEMORY_EXHAUSTION;

    /** As ids of warnings, reports and tables spell it, for example {@code thermal-throttle}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What the predictor would do; the remediator decides. */
  public enum Remedy {
    MOVE_TO_OTHER_DEVICE_CLASS,
    REPLACE_POD
  }

  public Warning {
    Require.text("warning id", id);
    Require.share("warning probability", probability);
    evidence = List.copyOf(evidence);
    if (issuedAt.isBefore(raisedAt)) {
      throw new IllegalArgumentException(
          "warning issued at " + issuedAt + ", before it was raised at " + raisedAt);
    }
  }

  /** Whether the warning still asks for something. */
  public boolean open() {
    return verdict == null;
  }

  public Warning judged(Verdict judgement) {
    return new Warning(
        id,
        kind,
        target,
        raisedAt,
        issuedAt,
        probability,
        eta,
        evidence,
        expiresAt,
        remedy,
        judgement);
  }
}
