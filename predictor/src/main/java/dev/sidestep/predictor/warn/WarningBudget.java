package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many warnings have been raised lately, and whether one more may be. */
final class WarningBudget {
  private final WarningSettings.Budget settings;
  private final Deque<Spent> spent = new ArrayDeque<>();

  private record Spent(Warning.Kind kind, Target target, Instant at) {}

  WarningBudget(WarningSettings.Budget settings) {
    this.settings = settings;
  }

  boolean allows(Warning.Kind kind, Target target, Instant tick) {
    Instant from = tick.minus(settings.window());
    spent.removeIf(one -> !one.at().isAfter(from));
    long same =
        spent.stream().filter(one -> one.kind() == kind && one.target().equals(target)).count();
    return same < settings.perTarget() && spent.size() < settings.inAll();
  }

  /** Counts a warning as raised. */
  void spend(Warning warning) {
    spent.add(new Spent(warning.kind(), warning.target(), warning.raisedAt()));
  }
}
