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

  /** How many targets of a kind have been seen. */
  public int count(Target.Kind kind) {
    return fleet.count(kind, tick);
  }

  /** The value of a signal, measured in this tick or the one before; empty otherwise. */
  public OptionalDouble valid(String target, Signal signal) {
    Optional<Reading> reading =
        frame(target)
            .filter(frame -> !frame.tick().isBefore(tick.minus(frame.length())))
            .map(frame -> frame.reading(signal))
            .filter(found -> found.state() == Reading.State.VALID);
    return reading.isPresent() ? OptionalDouble.of(reading.get().value()) : OptionalDouble.empty();
  }
}
