package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.predictor.expert.Chance;
import dev.sidestep.predictor.expert.GrowthExpert;
import dev.sidestep.predictor.expert.TrailingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sentences behind a memory warning. */
final class MemoryEvidence {
  /** The chance while there are too few values for a trend. */
  static final Chance UNKNOWN = new Chance(0, new Eta(Chance.REACH, Chance.REACH, Chance.REACH));

  private static final double MEBI = 1 << 20;

  private MemoryEvidence() {}

  static List<Evidence> of(
      double level,
      double limit,
      TrailingWindow levels,
      @Nullable GrowthExpert expert,
      Source source) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            Signal.POD_MEMORY.otelName(),
            level,
            Signal.POD_MEMORY.unit(),
            String.format(
                Locale.ROOT,
                "Uses %.0f of %.0f MiB (%.0f %%)",
                level / MEBI,
                limit / MEBI,
                100 * level / limit),
            source));
    if (expert != null) {
      double perMinute = Math.rint(60 * expert.trend().slope());
      evidence.add(
          new Evidence(
              "trend",
              perMinute,
              "By/min",
              String.format(
                  Locale.ROOT,
                  "Grows by %.1f MiB a minute over the last %d s%s",
                  perMinute / MEBI,
                  levels.span().toSeconds(),
                  expert.slows() ? ", ever more slowly" : ""),
              Sight.computedFrom(source)));
    }
    return evidence;
  }
}
