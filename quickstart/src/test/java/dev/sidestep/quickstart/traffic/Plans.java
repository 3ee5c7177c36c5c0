package dev.sidestep.quickstart.traffic;

import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Duration;
import java.util.List;

/** Plans of which only the traffic matters. */
final class Plans {
  private Plans() {}

  static WorldPlan with(long seed, WorldPlan.Traffic traffic) {
    return new WorldPlan(
        "traffic",
        "traffic only",
        seed,
        Duration.ofMinutes(30),
        List.of(),
        new WorldPlan.Model("minilm", "none", Duration.ZERO, 1),
        traffic,
        List.of());
  }
}
