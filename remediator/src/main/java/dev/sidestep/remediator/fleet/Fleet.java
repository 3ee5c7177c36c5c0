package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What frames and forecasts have said about each device of a cluster and each pod of a namespace, a
 * bounded while back; other targets may be on the same topics, and are nobody's here. Order of
 * arrival and repeated records change nothing: a later record for the same tick replaces the
 * earlier one.
 */
public final class Fleet {
  /** One hour at 15 s a tick: how a device answers load is read from its past. */
  private static final int FRAMES_A_DEVICE = 240;

  /** Of anything else the frame of a warning's tick is asked for, be the warning read late. */
  private static final int FRAMES_A_TARGET = 8;

  private static final int FORECASTS_A_TARGET = 8;
  private static final int TARGETS = 5_000;

  /** Who is evicted after a shorter silence was still there. */
  private static final Duration THERE = Duration.ofMinutes(1);

  private final String cluster;
  private final String namespace;
  private final Consumer<String> evicted;
  private final NavigableMap<String, Past> targets = new TreeMap<>();

  public Fleet(String cluster, String namespace) {
    this(cluster, namespace, target -> {});
  }

  /**
   * Knows nothing yet.
   *
   * @param cluster the name that targets carry
   * @param evicted is told of a target that was let go for want of room, though it was heard of
   *     within the last minute
   */
  public Fleet(String cluster, String namespace, Consumer<String> evicted) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.evicted = evicted;
  }

  public void accept(Frame frame) {
    if (!ours(frame.target())) {
      return;
    }
    Past past = past(frame.target());
    past.frames.put(frame.tick(), frame);
    trim(past.frames, past.kind == Target.Kind.DEVICE ? FRAMES_A_DEVICE : FRAMES_A_TARGET);
    forgetTheOldest(frame.tick());
  }

  /** Keeps forecasts of the thermal margin; the rails need no other. */
  public void accept(Forecast forecast) {
    if (forecast.signal() == Signal.THERMAL_MARGIN && ours(forecast.target())) {
      Past past = past(forecast.target());
      past.margins.put(forecast.issuedAt(), forecast);
      trim(past.margins, FORECASTS_A_TARGET);
      forgetTheOldest(forecast.issuedAt());
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

  private boolean ours(Target target) {
    return target.cluster().equals(cluster)
        && (target.kind() == Target.Kind.DEVICE
            || (target.kind() == Target.Kind.POD && target.namespace().equals(namespace)));
  }

  private Past past(Target target) {
    return targets.computeIfAbsent(target.key(), key -> new Past(target.kind()));
  }

  private void forgetTheOldest(Instant now) {
    if (targets.size() > TARGETS) {
      targets.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().newest()))
          .ifPresent(oldest -> forget(oldest.getKey(), oldest.getValue(), now));
    }
  }

  private void forget(String target, Past past, Instant now) {
    targets.remove(target);
    if (!past.newest().isBefore(now.minus(THERE))) {
      evicted.accept(target);
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

    Instant newest() {
      Instant frame = frames.isEmpty() ? Instant.MIN : frames.lastKey();
      Instant forecast = margins.isEmpty() ? Instant.MIN : margins.lastKey();
      return frame.isAfter(forecast) ? frame : forecast;
    }
  }
}
