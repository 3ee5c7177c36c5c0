package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The warnings that stand: issued, not judged, not expired. A warning is issued again at every
 * tick, so one that was not issued lately is nobody's any more, whatever it says of its end. Of a
 * flood only the newest are kept, which is enough to see that it is one.
 */
public final class StandingWarnings {
  private static final int LIMIT = 10_000;

  private static final Duration LATELY = Duration.ofSeconds(90);

  private final Map<String, Warning> open = new LinkedHashMap<>();
  private final Duration lately;

  /** Six ticks are lately. */
  public StandingWarnings() {
    this(LATELY);
  }

  public StandingWarnings(Duration lately) {
    this.lately = lately;
  }

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

  /** The targets that have a standing warning of a kind. */
  public Set<String> targets(Warning.Kind kind, Instant at) {
    return open.values().stream()
        .filter(warning -> stands(warning, at) && warning.kind() == kind)
        .map(warning -> warning.target().key())
        .collect(Collectors.toSet());
  }

  /** One that calls itself of the future is not of lately either. */
  private boolean stands(Warning warning, Instant at) {
    Duration apart = Duration.between(warning.issuedAt(), at).abs();
    return warning.expiresAt().isAfter(at) && apart.compareTo(lately) <= 0;
  }
}
