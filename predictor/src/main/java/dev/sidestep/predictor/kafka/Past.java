package dev.sidestep.predictor.kafka;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has been published about one partition's targets before. Between a tick's publication and
 * the commit of its position lies a moment in which a process can die: this tells what of it need
 * not be published again.
 */
final class Past {
  private final Map<String, Warning> warnings = new LinkedHashMap<>();
  private final Set<Target> forecastAtLast = new HashSet<>();
  private Instant lastTick = Instant.MIN;

  void add(Warning warning) {
    warnings.put(warning.id(), warning);
    reach(warning.issuedAt());
  }

  void add(Forecast forecast) {
    reach(forecast.issuedAt());
    if (forecast.issuedAt().equals(lastTick)) {
      forecastAtLast.add(forecast.target());
    }
  }

  private void reach(Instant tick) {
    if (tick.isAfter(lastTick)) {
      lastTick = tick;
      forecastAtLast.clear();
    }
  }

  /** Whether a tick has been left behind: a later one has been published. */
  boolean leftBehind(Instant tick) {
    return tick.isBefore(lastTick);
  }

  boolean has(Forecast forecast) {
    return forecast.issuedAt().equals(lastTick) && forecastAtLast.contains(forecast.target());
  }

  /** Open warnings, and those judged so lately that they still matter. */
  Collection<Warning> warnings(Duration back) {
    if (lastTick.equals(Instant.MIN)) {
      return List.of();
    }
    Instant from = lastTick.minus(back);
    return warnings.values().stream().filter(w -> w.open() || w.issuedAt().isAfter(from)).toList();
  }
}
