package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the samples of one partition into frames. A tick closes when the highest event time seen
 * has passed its end by the grace; then every known target has exactly one frame of it. Which
 * frames come out depends on the set of samples, not on their order nor on repetition, as long as
 * no sample comes after its tick has closed. Only the name may differ: a target whose senders name
 * it more or less exactly has the exact name from the first sample that gives it.
 *
 * <p>Memory is bounded: by targets, by ticks that can be open, and by samples kept of a tick. A new
 * target in a full partition takes the place of the one that has been silent longest; where none is
 * silent it is turned away, so that a flood of names displaces nobody.
 */
public final class Aligner {
  /** The key under which the partition's time is stored; no target has an empty key. */
  private static final String TIME = "";

  private final Alignment rules;
  private final Roster targets = new Roster();
  private final SortedSet<String> touched = new TreeSet<>();
  private PartitionTime time = new PartitionTime();
  private long forgotten;
  private boolean nobodyIsSilent;

  public Aligner(Alignment rules) {
    this.rules = rules;
  }

  /**
   * Takes a measurement in.
   *
   * @param now the clock, by which silence is told
   */
  public Acceptance accept(Measurement measurement, Instant now) {
    long tick = rules.tickOf(measurement.at());
    if (time.isLate(tick)) {
      return Acceptance.LATE;
    }
    TargetState state = targets.find(measurement.target());
    if (state != null) {
      state = refine(state, measurement.target());
    } else {
      if (targets.size() >= rules.maxTargets() && !makeRoom()) {
        // time goes on all the same: else nobody would ever fall silent and make room
        time.advance(measurement.at(), now, rules);
        return Acceptance.NO_ROOM;
      }
      state = new TargetState(measurement.target());
      targets.add(state);
    }
    Acceptance acceptance = state.add(tick, measurement);
    if (acceptance == Acceptance.ACCEPTED) {
      if (!measurement.target().uid().isEmpty()) {
        state.namedAt = Math.max(state.namedAt, tick);
      }
      touched.add(state.key);
      time.advance(measurement.at(), now, rules);
    }
    return acceptance;
  }

  /** Closes the ticks that the samples accepted so far have ended, oldest first. */
  public List<ClosedTick> closeDue() {
    Instant watermark = time.watermark();
    return watermark == null ? List.of() : closeThrough(rules.lastOver(watermark));
  }

  /**
   * Closes ticks by the clock when event time has not moved for the timeout: event time is then
   * presumed to have gone on as the clock did.
   */
  public List<ClosedTick> closeIdle(Instant now, Duration timeout) {
    Instant presumed = time.presumed(now);
    return presumed == null || targets.size() == 0 || !time.idleFor(timeout, now)
        ? List.of()
        : closeThrough(rules.lastOver(presumed));
  }

  /** How many targets are kept. */
  public int targets() {
    return targets.size();
  }

  /** How many targets were forgotten since the start, for silence or for room. */
  public long forgotten() {
    return forgotten;
  }

  /** The highest event time accepted; empty before the first sample. */
  public Optional<Instant> watermark() {
    return Optional.ofNullable(time.watermark());
  }

  /** Hands over what has changed since the last time, by key; a null state means gone. */
  public void save(BiConsumer<String, byte @Nullable []> store) {
    for (String key : touched) {
      TargetState state = targets.get(key);
      store.accept(
          key, state == null ? null : StateCodec.encode(out -> StateCodec.writeTarget(out, state)));
    }
    touched.clear();
    if (time.takeChanged()) {
      store.accept(TIME, time.encode());
    }
  }

  /** Takes back what {@link #save} has handed over, entry by entry, before the first sample. */
  public void restore(String key, byte[] state) {
    if (key.equals(TIME)) {
      time = PartitionTime.decode(state);
    } else {
      targets.add(StateCodec.decode(state, StateCodec::readTarget));
    }
  }

  private List<ClosedTick> closeThrough(long due) {
    List<ClosedTick> ticks = new ArrayList<>();
    while (time.closed() < due) {
      long tick = nextTick(due);
      List<Frame> frames = new ArrayList<>(targets.size());
      for (TargetState state : List.copyOf(targets.all())) {
        state
            .close(tick, rules)
            .ifPresent(
                frame -> {
                  frames.add(frame);
                  touched.add(state.key);
                });
        if (state.empty()) {
          drop(state);
        }
      }
      time.close(tick);
      nobodyIsSilent = false;
      if (!frames.isEmpty()) {
        ticks.add(new ClosedTick(rules.end(tick), frames));
      }
    }
    return ticks;
  }

  /** The next tick that can have frames: ticks of a time without targets are skipped. */
  private long nextTick(long due) {
    long firstOpen = due;
    for (TargetState state : targets.all()) {
      if (state.known()) {
        return time.closed() + 1;
      }
      firstOpen = Math.min(firstOpen, state.open.firstKey());
    }
    return firstOpen;
  }

  /** Forgets the target that has been silent longest; false where none is silent. */
  private boolean makeRoom() {
    if (nobodyIsSilent) {
      return false;
    }
    Optional<TargetState> oldest =
        targets.all().stream()
            .filter(state -> state.silentSince(time.closed()))
            .min(Comparator.comparingLong(state -> state.heard));
    oldest.ifPresent(this::drop);
    nobodyIsSilent = oldest.isEmpty();
    return oldest.isPresent();
  }

  /** A name that says more than the one it is known by is the better one from now on. */
  private TargetState refine(TargetState state, Target named) {
    Target together = Roster.together(state.target, named);
    if (together.equals(state.target)) {
      return state;
    }
    TargetState finer = state.named(together);
    targets.remove(state);
    targets.add(finer);
    touched.add(state.key);
    touched.add(finer.key);
    return finer;
  }

  private void drop(TargetState state) {
    targets.remove(state);
    touched.add(state.key);
    forgotten++;
  }
}
