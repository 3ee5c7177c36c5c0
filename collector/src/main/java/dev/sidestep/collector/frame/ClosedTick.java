package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Frame;
import java.time.Instant;
import java.util.List;

/**
 * The frames of one tick, by target.
 *
 * @param end the instant at which the tick ended
 */
public record ClosedTick(Instant end, List<Frame> frames) {
  public ClosedTick {
    frames = List.copyOf(frames);
  }
}
