package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Warning;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The warnings that stand: issued, not judged, not expired. Of a flood only the newest are kept,
 * which is enough to see that it is one.
 */
public final class StandingWarnings {
  private static final int LIMIT = 10_000;

  private final Map<String, Warning> open = new LinkedHashMap<>();

  public void accept(Warning warning) {
    open.remove(warning.id());
    if (warning.open()) {
      open.put(warning.id(), warning);
    }
    if (open.size() > LIMIT) {
      open.remove(open.keySet().iterator().next());
    }
  }

  /** Whether any warning stands on a target. */
  public boolean on(String target, Instant at) {
    return open.values().stream()
        .anyMatch(warning -> stands(warning, at) && warning.target().key().equals(target));
  }

  /** How many targets have a standing warning of a kind. */
  public int targets(Warning.Kind kind, Instant at) {
    return (int)
        open.values().stream()
            .filter(warning -> stands(warning, at) && warning.kind() == kind)
            .map(warning -> warning.target().key())
            .distinct()
            .count();
  }

  private static boolean stands(Warning warning, Instant at) {
    return warning.expiresAt().isAfter(at);
  }
}
