package dev.sidestep.replay;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.replay.recording.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The frames of a recording, tick by tick. */
final class Ticks {
  private Ticks() {}

  /** Groups readable frames; what could not be read then cannot be read now, and is left out. */
  static SortedMap<Instant, List<Frame>> of(Collection<Recorded> recorded) {
    SortedMap<Instant, List<Frame>> ticks = new TreeMap<>();
    for (Recorded each : recorded) {
      try {
        Frame frame = FrameCodec.decode(each.value());
        ticks.computeIfAbsent(frame.tick(), tick -> new ArrayList<>()).add(frame);
      } catch (UnreadableRecordException unreadable) {
        continue; // it went to the dead-letter topic of the recording
      }
    }
    return ticks;
  }
}
