package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import org.jspecify.annotations.Nullable;

/**
 * A warning with what became of it.
 *
 * @param warning its latest issue
 * @param targetName short, as a person says it
 * @param firstEta as announced when it was raised; null where that issue was not seen
 * @param decision what the remediator made of it; null while it has said nothing
 */
public record WarningView(
    Warning warning, String targetName, @Nullable Eta firstEta, @Nullable Decision decision) {

  /** The remediator's word on the warning. */
  public record Decision(String planId, Outcome.Status status, Outcome.Mode mode, String reason) {
    static Decision of(Outcome outcome) {
      return new Decision(outcome.plan().id(), outcome.status(), outcome.mode(), outcome.reason());
    }
  }

  WarningView decided(Decision by) {
    return new WarningView(warning, targetName, firstEta, by);
  }
}
