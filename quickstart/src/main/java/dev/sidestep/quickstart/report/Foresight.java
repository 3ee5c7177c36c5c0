package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an alert was worth, measured on the run in which nobody acted: the one definition of a lead
 * and of being right, for our warnings and for the rules beside them. An alert foresees an event of
 * its target that comes within {@link Times#REACH}, unless what brings the event about began only
 * after the alert: that would be luck.
 */
final class Foresight {
  private final RunResult without;
  private final Causes causes;

  Foresight(RunResult without, Causes causes) {
    this.without = without;
    this.causes = causes;
  }

  /** Seconds from an alert to the target's first event; empty where it does not foresee that. */
  Optional<Double> lead(Warning.Kind kind, Target target, Instant alert) {
    return first(kind, target)
        .filter(event -> event.isAfter(alert) && foresees(kind, target, alert, event))
        .map(event -> Duration.between(alert, event).toMillis() / 1000.0);
  }

  /** The same, where the target's first event is the first of the run. */
  Optional<Double> leadOfTheRun(Warning.Kind kind, Target target, Instant alert) {
    Optional<Instant> first =
        switch (kind) {
          case THERMAL_THROTTLE -> without.firstThrottle();
          case MEMORY_EXHAUSTION -> without.firstKill();
        };
    return first(kind, target).equals(first) ? lead(kind, target, alert) : Optional.empty();
  }

  /** Whether an event of the target went on at the alert, or came as foreseen. */
  boolean right(Warning.Kind kind, Target target, Instant alert) {
    return events(kind, target)
        .anyMatch(event -> !event.isBefore(alert) && foresees(kind, target, alert, event));
  }

  /** Whether an event, no earlier than the alert, was in reach of it and no luck. */
  boolean foresees(Warning.Kind kind, Target target, Instant alert, Instant event) {
    boolean luck =
        causes
            .began(kind, target)
            .filter(began -> alert.isBefore(began) && !event.isBefore(began))
            .isPresent();
    return !luck && !event.isAfter(alert.plus(Times.REACH));
  }

  private Optional<Instant> first(Warning.Kind kind, Target target) {
    return switch (kind) {
      case THERMAL_THROTTLE -> Optional.ofNullable(without.throttledAt().get(target));
      case MEMORY_EXHAUSTION -> kills(target).findFirst();
    };
  }

  private Stream<Instant> events(Warning.Kind kind, Target target) {
    return switch (kind) {
      case THERMAL_THROTTLE ->
          Stream.concat(
              first(kind, target).stream(),
              without.frames().stream()
                  .filter(frame -> frame.target().equals(target) && throttles(frame))
                  .map(Frame::tick));
      case MEMORY_EXHAUSTION -> kills(target);
    };
  }

  private Stream<Instant> kills(Target target) {
    return without.killedPods().stream()
        .filter(kill -> kill.pod().equals(target.key()))
        .map(RunResult.Kill::at);
  }

  private static boolean throttles(Frame frame) {
    Reading throttling = frame.reading(Signal.DEVICE_THERMAL_THROTTLING);
    return throttling.present() && throttling.value() > 0;
  }
}
