package dev.sidestep.predictor.kafka;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of one partition together to ticks. A tick is complete when it has as many frames
 * as it was announced with, or when a later one shows up. What makes it complete is on the log, so
 * reading it again gives the same ticks.
 */
final class TickAssembler {
  private final Map<Target, Frame> frames = new TreeMap<>();
  private @Nullable Instant tick;
  private Instant done = Instant.MIN;
  private long first;

  /**
   * A complete tick.
   *
   * @param first offset of its first frame
   * @param next offset from which the next tick is to be read
   */
  record Batch(Instant tick, List<Frame> frames, long first, long next) {
    Batch {
      frames = List.copyOf(frames);
    }
  }

  /** Whether the frame's tick has been left already. */
  boolean late(Frame frame) {
    return !frame.tick().isAfter(done) || (tick != null && frame.tick().isBefore(tick));
  }

  /**
   * Takes in a frame that is not late; the second of a target and tick replaces the first.
   *
   * @param size how many frames its tick has, where that was announced
   * @return the ticks that are complete now, oldest first
   */
  List<Batch> add(long offset, OptionalInt size, Frame frame) {
    List<Batch> complete = new ArrayList<>(2);
    if (tick != null && frame.tick().isAfter(tick)) {
      complete.add(close(tick, offset));
    }
    if (tick == null) {
      tick = frame.tick();
      first = offset;
    }
    frames.put(frame.target(), frame);
    if (size.isPresent() && frames.size() >= size.getAsInt()) {
      complete.add(close(frame.tick(), offset + 1));
    }
    return complete;
  }

  private Batch close(Instant ended, long next) {
    Batch batch = new Batch(ended, new ArrayList<>(frames.values()), first, next);
    frames.clear();
    tick = null;
    done = ended;
    return batch;
  }
}
