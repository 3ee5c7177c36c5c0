package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * The targets that have a standing warning of a kind. A warning is issued again at every tick, so
   * one that was not issued for a while is nobody's any more, whatever it says of its end.
   */
  public Set<String> targets(Warning.Kind kind, Instant at, Duration lately) {
    return open.values().stream()
        .filter(warning -> stands(warning, at) && warning.kind() == kind)
        .filter(warning -> !warning.issuedAt().isBefore(at.minus(lately)))
        .map(warning -> warning.target().key())
        .collect(Collectors.toSet());
  }

  private static boolean stands(Warning warning, Instant at) {
    return warning.expiresAt().isAfter(at);
  }
}
