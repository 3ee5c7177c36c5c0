package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What frames and forecasts have said about each target, a bounded while back. Order of arrival and
 * repeated records change nothing: a later record for the same tick replaces the earlier one.
 */
public final class Fleet {
  /** One hour at 15 s a tick: how a device answers load is read from its past. */
  private static final int FRAMES_A_DEVICE = 240;

  /** Of anything else the frame of a warning's tick is asked for, be the warning read late. */
  private static final int FRAMES_A_TARGET = 8;

  private static final int FORECASTS_A_TARGET = 8;
  private static final int TARGETS = 5_000;

  private final NavigableMap<String, Past> targets = new TreeMap<>();

  public void accept(Frame frame) {
    Past past = past(frame.target());
    past.frames.put(frame.tick(), frame);
    trim(past.frames, past.kind == Target.Kind.DEVICE ? FRAMES_A_DEVICE : FRAMES_A_TARGET);
  }

  /** Keeps forecasts of the thermal margin; the rails need no other. */
  public void accept(Forecast forecast) {
    if (forecast.signal() == Signal.THERMAL_MARGIN) {
      past(forecast.target()).margins.put(forecast.issuedAt(), forecast);
      trim(past(forecast.target()).margins, FORECASTS_A_TARGET);
    }
  }

  /** What was known at a tick: nothing later shows through it. */
  public FleetView at(Instant tick) {
    return new FleetView(this, tick);
  }

  Optional<Frame> frame(String target, Instant tick) {
    return known(target).map(past -> past.frames.floorEntry(tick)).map(Map.Entry::getValue);
  }

  Optional<Forecast> margin(String target, Instant tick) {
    return known(target).map(past -> past.margins.floorEntry(tick)).map(Map.Entry::getValue);
  }

  List<Frame> frames(String target, Instant after, Instant tick) {
    return known(target)
        .map(past -> List.copyOf(past.frames.subMap(after, false, tick, true).values()))
        .orElse(List.of());
  }

  boolean alive(String target, Instant tick) {
    return frame(target, tick).filter(newest -> alive(newest, tick)).isPresent();
  }

  int count(Target.Kind kind, Instant tick) {
    return (int)
        targets.values().stream()
            .filter(past -> past.kind == kind)
            .map(past -> past.frames.floorEntry(tick))
            .filter(newest -> newest != null && alive(newest.getValue(), tick))
            .count();
  }

  private static boolean alive(Frame newest, Instant tick) {
    return !newest.tick().isBefore(tick.minus(newest.length().multipliedBy(2)));
  }

  private Optional<Past> known(String target) {
    return Optional.ofNullable(targets.get(target));
  }

  private Past past(Target target) {
    Past found = targets.get(target.key());
    if (found == null) {
      found = new Past(target.kind());
      targets.put(target.key(), found);
      forgetTheOldest();
    }
    return found;
  }

  private void forgetTheOldest() {
    if (targets.size() > TARGETS) {
      targets.entrySet().stream()
          .filter(entry -> !entry.getValue().isEmpty())
          .min(Comparator.comparing(entry -> entry.getValue().newest()))
          .map(Map.Entry::getKey)
          .ifPresent(targets::remove);
    }
  }

  private static void trim(NavigableMap<Instant, ?> past, int size) {
    while (past.size() > size) {
      past.pollFirstEntry();
    }
  }

  private static final class Past {
    private final Target.Kind kind;
    private final NavigableMap<Instant, Frame> frames = new TreeMap<>();
    private final NavigableMap<Instant, Forecast> margins = new TreeMap<>();

    Past(Target.Kind kind) {
      this.kind = kind;
    }

    boolean isEmpty() {
      return frames.isEmpty() && margins.isEmpty();
    }

    Instant newest() {
      Instant frame = frames.isEmpty() ? Instant.MIN : frames.lastKey();
      Instant forecast = margins.isEmpty() ? Instant.MIN : margins.lastKey();
      return frame.isAfter(forecast) ? frame : forecast;
    }
  }
}
