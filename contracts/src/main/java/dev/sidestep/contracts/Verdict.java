package dev.sidestep.contracts;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a warning, judged afterwards.
 *
 * @param lead from the first raising to the end of the tick in which the event was seen, which is
 *     up to a tick after the event itself; only a hit has one
 */
public record Verdict(Result result, Instant at, @Nullable Duration lead, String reason) {

  /** The ends a warning can come to. */
  public enum Result {
    /** The event came inside the warning's time. */
    HIT,
    /** An action took the cause away and the event did not come. */
    AVERTED,
    /** Nobody acted and the event did not come. */
    FALSE,
    /** The event came and no warning stood. */
    MISSED,
    /** The time ran out without enough data to judge. */
    EXPIRED
  }

  public Verdict {
    Require.text("verdict reason", reason);
    if ((result == Result.HIT) != (lead != null)) {
      throw new IllegalArgumentException(
          "verdict " + result + " has lead " + lead + "; exactly a hit has one");
    }
  }
}
