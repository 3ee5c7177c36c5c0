package dev.sidestep.predictor.kafka;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
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
  private final Duration back;
  private final Map<String, Warning> warnings = new LinkedHashMap<>();
  private final Set<Target> forecastAtLast = new HashSet<>();
  private Instant lastTick = Instant.MIN;

  /**
   * Begins empty.
   *
   * @param back judged warnings count for so long after their last issue
   */
  Past(Duration back) {
    this.back = back;
  }

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
      warnings.values().removeIf(this::over); // or all that ever was would be held at once
    }
  }

  /** Whether a tick has been left behind: a later one has been published. */
  boolean leftBehind(Instant tick) {
    return tick.isBefore(lastTick);
  }

  boolean has(Forecast forecast) {
    return forecast.issuedAt().equals(lastTick) && forecastAtLast.contains(forecast.target());
  }

  /** Hands over open warnings, and those judged so lately that they still matter. */
  List<Warning> takeWarnings() {
    warnings.values().removeIf(this::over);
    List<Warning> taken = List.copyOf(warnings.values());
    warnings.clear();
    return taken;
  }

  private boolean over(Warning warning) {
    return !warning.open() && !warning.issuedAt().isAfter(lastTick.minus(back));
  }
}
