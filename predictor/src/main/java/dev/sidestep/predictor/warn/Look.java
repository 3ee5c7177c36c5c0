package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.expert.Chance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one tick says about one kind of event of one target.
 *
 * @param seen whether there is a valid reading; a carried or missing one shows nothing
 * @param gone whether nothing is left to save: the target has vanished or begun anew
 * @param chance of the event; null where there is nothing to tell it from
 * @param eventSince when the event that is seen now began; null where none is
 * @param ruledOut why the look speaks against a warning in spite of the chance; null where the
 *     chance counts
 */
public record Look(
    Warning.Kind kind,
    Target target,
    Instant tick,
    boolean seen,
    boolean gone,
    @Nullable Chance chance,
    @Nullable Instant eventSince,
    @Nullable String ruledOut) {

  static Look blind(Warning.Kind kind, Target target, Instant tick, boolean gone) {
    return new Look(kind, target, tick, false, gone, null, null, null);
  }

  /** The event goes on and something can still be done. */
  static Look throttling(Target target, Instant tick, Instant since) {
    return new Look(
        Warning.Kind.THERMAL_THROTTLE, target, tick, true, false, Chance.NOW, since, null);
  }

  /** A pod that was at its limit has vanished or begun anew. */
  static Look killed(Target target, Instant tick, boolean seen, Instant since) {
    return new Look(
        Warning.Kind.MEMORY_EXHAUSTION, target, tick, seen, true, Chance.NOW, since, null);
  }

  boolean event() {
    return eventSince != null;
  }
}
