package dev.sidestep.quickstart.decision;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.guard.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The remediator decides on a warning at each tick until it is judged. The last word is the newest,
 * but for one thing: after a finished move nothing is left on the target and the remediator
 * declines, which does not take the move's place.
 */
public final class LastDecision {
  private static final String FOUND = "found after a restart, ";

  /** With these words the reason of a move that is taken back begins. */
  private static final List<String> TAKEN_BACK = List.of("being undone: ", "undone: ");

  private LastDecision() {}

  /** Which of two outcomes of one warning is the last word; in any order. */
  public static Outcome later(Outcome one, Outcome other) {
    boolean newer = other.at().isBefore(one.at());
    Outcome first = newer ? other : one;
    Outcome second = newer ? one : other;
    return first.status() == Status.SUCCEEDED && nothingLeft(second) ? first : second;
  }

  /** Declined because the warned-of device serves nothing, or its pod is gone. */
  private static boolean nothingLeft(Outcome outcome) {
    return outcome.status() == Status.DECLINED
        && Why.of(outcome)
            .filter(why -> why == Why.NOT_SERVING || why == Why.UNKNOWN_TARGET)
            .isPresent();
  }

  /** The reason of an outcome, for whoever says its status already: without "undone: ". */
  public static String cause(Outcome outcome) {
    String reason = outcome.reason();
    String found = reason.startsWith(FOUND) ? FOUND : "";
    return TAKEN_BACK.stream()
        .map(found::concat)
        .filter(reason::startsWith)
        .findFirst()
        .map(begin -> found + reason.substring(begin.length()))
        .orElse(reason);
  }

  /** Why an outcome is what it is: its reason, then what each refused option lacked. */
  public static String because(Outcome outcome) {
    List<String> parts = new ArrayList<>();
    parts.add(outcome.reason());
    if (outcome.status() == Status.DECLINED) {
      parts.addAll(refused(outcome.plan()));
    }
    return String.join("; ", parts);
  }

  /** What was refused, a sentence a reason: options that lack the same are named together. */
  public static List<String> refused(Plan plan) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (Plan.Rejected rejected : plan.rejected()) {
      options
          .computeIfAbsent(rejected.reason(), reason -> new ArrayList<>())
          .add(rejected.option());
    }
    return options.entrySet().stream()
        .map(entry -> String.join(" or ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }
}
