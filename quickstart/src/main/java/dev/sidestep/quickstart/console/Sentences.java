package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Warning;
import java.time.Duration;

/** The parts that headlines are made of. */
final class Sentences {
  /** Below so many percent, what is foreseen more likely stays away. */
  private static final int LIKELY = 50;

  private Sentences() {}

  /** What is foreseen of whom, when and how likely. */
  static String warns(WarningView view) {
    Warning warning = view.warning();
    Eta eta = warning.eta();
    String event =
        switch (warning.kind()) {
          case THERMAL_THROTTLE -> "throttle";
          case MEMORY_EXHAUSTION -> "run out of memory";
        };
    long chance = Math.round(warning.probability() * 100);
    if (chance < LIKELY) {
      return eta.p90().toSeconds() == 0
          ? "%s may %s now: %d %%".formatted(view.targetName(), event, chance)
          : "%s may %s: %d %% within %s"
              .formatted(view.targetName(), event, chance, Words.about(eta.p90()));
    }
    return "%s will %s %s, %d %% sure".formatted(view.targetName(), event, when(eta), chance);
  }

  private static String when(Eta eta) {
    if (eta.p90().toSeconds() == 0) {
      return "now";
    }
    String band = Words.band(eta).map(" (%s)"::formatted).orElse("");
    if (eta.p50().toSeconds() == 0) {
      return "now" + band;
    }
    return eta.p50().compareTo(Times.REACH) >= 0
        ? "in " + Words.time(eta.p50()) + band
        : "in about " + Words.time(eta.p50()) + band;
  }

  /** Who throttles, and how far over its limit. */
  static String throttles(TargetView target) {
    Double margin = target.value(Signal.THERMAL_MARGIN);
    return margin != null && margin < 0
        ? "%s is throttling now, %s over its limit".formatted(target.name(), Words.kelvin(-margin))
        : target.name() + " is throttling now";
  }

  /** How far a plan under way is. */
  static String moves(MoveView move) {
    if (move.status() == Status.UNDOING) {
      return "%s is being undone: %s".formatted(noun(move), move.reason());
    }
    Action current = move.current();
    return "%s: step %d of %d%s"
        .formatted(
            switch (move.kind()) {
              case MOVE -> "moving %s to %s".formatted(move.model(), move.toDevice());
              case REPLACE -> "replacing a pod of " + move.model();
              case NONE -> "acting";
            },
            Math.min(move.done() + 1, move.planned().size()),
            move.planned().size(),
            current == null ? "" : " (" + Words.doing(current, move.routeWeight()) + ")");
  }

  /** How a plan ended. */
  static String ended(MoveView move) {
    String took = Words.exactly(Duration.between(move.startedAt(), move.at()));
    String noun = noun(move);
    return switch (move.status()) {
      case SUCCEEDED -> "%s is done, in %s; no warning stands.".formatted(noun, took);
      case UNDONE ->
          "%s was undone after %s, everything is as before: %s"
              .formatted(noun, took, move.reason());
      default -> "%s failed and a person is needed: %s".formatted(noun, move.reason());
    };
  }

  /** A plan as a thing that is done or undone. */
  static String noun(MoveView move) {
    return move.kind() == Plan.Kind.MOVE
        ? "the move of %s to %s".formatted(move.model(), move.toDevice())
        : "the replacement of a pod of " + move.model();
  }

  /** What came of the whole run. */
  static String finished(RunFacts run) {
    RunTotals with = run.with();
    RunTotals without = run.without();
    String throttled =
        "Finished: throttled %s with Sidestep".formatted(Words.seconds(with.throttledSeconds()));
    if (without == null) {
      return "%s; %s.".formatted(throttled, failed(with));
    }
    throttled += ", %s without; ".formatted(Words.seconds(without.throttledSeconds()));
    return with.failed() == 0 && without.failed() == 0
        ? throttled + "no request failed."
        : "%s%s with Sidestep, %d of %d without."
            .formatted(throttled, failed(with), without.failed(), without.requests());
  }

  private static String failed(RunTotals run) {
    return run.failed() == 0
        ? "no request failed"
        : "%d of %d requests failed".formatted(run.failed(), run.requests());
  }

  /** With a capital where the first word is no name. */
  static String capital(String sentence) {
    int first = sentence.codePointAt(0);
    // a device's name keeps its own spelling
    return sentence.startsWith("the ") || sentence.startsWith("moving ")
        ? Character.toString(Character.toUpperCase(first)) + sentence.substring(1)
        : sentence;
  }
}
