package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.decision.LastDecision;
import java.util.List;
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

  /**
   * The remediator's last word on the warning.
   *
   * @param refused where nothing is done, what each refused option lacked, a sentence each
   */
  public record Decision(
      String planId,
      Outcome.Status status,
      Outcome.Mode mode,
      String reason,
      List<String> refused) {
    public Decision {
      refused = List.copyOf(refused);
    }

    static Decision of(Outcome outcome) {
      boolean declined = outcome.status() == Outcome.Status.DECLINED;
      return new Decision(
          outcome.plan().id(),
          outcome.status(),
          outcome.mode(),
          LastDecision.cause(outcome),
          declined ? LastDecision.refused(outcome.plan()) : List.of());
    }
  }

  WarningView decided(Decision by) {
    return new WarningView(warning, targetName, firstEta, by);
  }
}
