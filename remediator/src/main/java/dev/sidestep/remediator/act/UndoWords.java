package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Step;

/** How the reason of a move begins that is taken back, and what it says without that. */
final class UndoWords {
  static final String FOUND = "found after a restart, ";
  static final String UNDOING = "being undone: ";

  private UndoWords() {}

  /**
   * Why a move is being taken back: the step that failed says it; without one it is the reason, as
   * the process that examined the move wrote it.
   */
  static String cause(Outcome undoing) {
    return undoing.steps().stream()
        .filter(step -> !step.ok() && !step.undo())
        .map(Step::detail)
        .reduce((earlier, later) -> later)
        .orElseGet(() -> bare(undoing.reason()));
  }

  private static String bare(String reason) {
    String found = without(FOUND, reason);
    String bare = without(UNDOING, found);
    return bare.equals(reason) ? bare : bare(bare);
  }

  private static String without(String beginning, String text) {
    return text.startsWith(beginning) ? text.substring(beginning.length()) : text;
  }
}
