package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fleet as it was known at a tick, by the key of a target. */
public final class FleetView {
  /** From the end of a tick until its frame is here: the collector's grace, and the way. */
  private static final Duration ARRIVAL = Duration.ofSeconds(5);

  private final Fleet fleet;
  private final Instant tick;

  FleetView(Fleet fleet, Instant tick) {
    this.fleet = fleet;
    this.tick = tick;
  }

  public Instant tick() {
    return tick;
  }

  /** The newest frame of a target. */
  public Optional<Frame> frame(String target) {
    return fleet.frame(target, tick);
  }

  /** The newest forecast of a device's thermal margin. */
  public Optional<Forecast> margin(String device) {
    return fleet.margin(device, tick);
  }

  /** The frames of the last while, oldest first. */
  public List<Frame> recent(String target, Duration back) {
    return fleet.frames(target, tick.minus(back), tick);
  }

  /** Whether a target is there: heard of within the last two ticks. */
  public boolean there(String target) {
    return fleet.alive(target, tick);
  }

  /** How many targets of a kind are there: heard of within the last two ticks. */
  public int count(Target.Kind kind) {
    return fleet.count(kind, tick);
  }

  /** The value of a signal, measured in this tick or the one before; empty otherwise. */
  public OptionalDouble valid(String target, Signal signal) {
    return newest(target, 1, Duration.ZERO, signal);
  }

  /**
   * The value of a signal as it is known between two ticks; empty when the newest frame has none or
   * is old. A tick's frame comes some seconds after its end, until then the one before is newest;
   * one tick more is for a road that is slow, as the demo's is at ten times the speed of the wall.
   */
  public OptionalDouble lately(String target, Signal signal) {
    return newest(target, 3, ARRIVAL, signal);
  }

  private OptionalDouble newest(String target, int ticks, Duration more, Signal signal) {
    Optional<Reading> reading =
        frame(target)
            .filter(
                frame ->
                    !frame
                        .tick()
                        .isBefore(tick.minus(frame.length().multipliedBy(ticks)).minus(more)))
            .map(frame -> frame.reading(signal))
            .filter(found -> found.state() == Reading.State.VALID);
    return reading.isPresent() ? OptionalDouble.of(reading.get().value()) : OptionalDouble.empty();
  }
}
