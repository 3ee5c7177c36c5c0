package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Times;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Figures and steps as a person says them. */
final class Words {
  /** Figures that stand alone, with their unit; those inside a name as in gpu-0 stay. */
  private static final Pattern FIGURES =
      Pattern.compile("(?<![\\w-])[0-9]+([.][0-9]+)?( (s|min|h|K|%)\\b)?");

  private Words() {}

  /** A duration that is only roughly known. */
  static String about(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 90 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
  }

  /** The time to an event; nobody looks further ahead than {@link Times#REACH}. */
  static String time(Duration eta) {
    return eta.compareTo(Times.REACH) >= 0 ? about(Times.REACH) + " or later" : about(eta);
  }

  /** From P10 to P90 of that time; empty where they read the same, which is no band. */
  static Optional<String> band(Eta eta) {
    String late = eta.p90().compareTo(Times.REACH) >= 0 ? " or later" : "";
    return about(eta.p10()).equals(about(eta.p90()))
        ? Optional.empty()
        : Optional.of(range(eta.p10(), shorter(eta.p90(), Times.REACH)) + late);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** From one such duration to another; in one unit where the shorter is not too short for it. */
  private static String range(Duration from, Duration to) {
    if (from.toSeconds() >= 45 && from.toSeconds() < 90 && to.toSeconds() >= 90) {
      return Math.round(from.toSeconds() / 60.0) + "–" + about(to);
    }
    String first = about(from);
    String last = about(to);
    String unit = last.substring(last.indexOf(' '));
    return first.endsWith(unit)
        ? first.substring(0, first.length() - unit.length()) + "–" + last
        : first + " – " + last;
  }

  static String exactly(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.0f s", seconds);
  }

  static String kelvin(double degrees) {
    return String.format(Locale.ROOT, "%.1f K", degrees);
  }

  /** The sentence without its figures, to tell a new turn from new figures of the same. */
  static String steady(String sentence) {
    return FIGURES.matcher(sentence).replaceAll("#");
  }

  /** What is being done while an action runs. */
  /**
   * What an action is doing.
   *
   * @param routeWeight what 100 % of the traffic weigh, 0 where that is not known
   */
  static String doing(Action action, int routeWeight) {
    return switch (action.type()) {
      case SCALE -> action.value() == 0 ? "stopping the old pods" : "starting pods";
      case AWAIT_READY -> "waiting until ready";
      case WARM -> "warming up";
      case CHECK_PARITY -> "comparing answers";
      case SHIFT_TRAFFIC ->
          routeWeight > 0
              ? "shifting traffic to %d %%"
                  .formatted(Math.round(100.0 * action.value() / routeWeight))
              : "shifting traffic to weight " + action.value();
      case DRAIN -> "draining";
    };
  }
}
