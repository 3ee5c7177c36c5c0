package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the run as a whole.
 *
 * @param speed demo seconds a wall second; 1 in a real deployment
 * @param mode of the remediator
 * @param startedAt demo time at which the run began
 * @param now demo time
 * @param with the run with Sidestep, so far
 * @param without the run of the same seed without the remediator, as far as it is known; null while
 *     nothing is known of it
 * @param behind how old the newest frame is, where the machine does not keep up with demo time;
 *     null where it does
 */
public record RunFacts(
    String scenario,
    long seed,
    double speed,
    Outcome.Mode mode,
    Phase phase,
    Instant startedAt,
    Instant now,
    RunTotals with,
    @Nullable RunTotals without,
    @Nullable Duration behind) {

  /** How far the run is. */
  public enum Phase {
    /** Broker, cluster and models are coming up. */
    STARTING,
    RUNNING,
    /** The scenario is over; the figures are final. */
    FINISHED
  }

  public RunFacts {
    if (scenario.isBlank()) {
      throw new IllegalArgumentException("scenario is empty; name it");
    }
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed is " + speed + "; give a finite number above 0");
    }
    if (now.isBefore(startedAt)) {
      throw new IllegalArgumentException("run is at " + now + ", before its start " + startedAt);
    }
  }
}
