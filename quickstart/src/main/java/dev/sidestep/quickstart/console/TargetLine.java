package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of one target: a bounded line of points, each with the revision that set it. */
final class TargetLine {
  /** A forecast older than this many ticks says nothing about the present. */
  private static final int FORECAST_TICKS = 2;

  private record Revised(TargetView.Point point, long revision) {}

  private final Target target;
  private final Signal signal;
  private final int capacity;
  private final NavigableMap<Instant, Revised> points = new TreeMap<>();
  private final NavigableMap<Instant, Revised> without = new TreeMap<>();
  private final NavigableMap<Instant, TargetView.Point> withoutAhead = new TreeMap<>();
  private Instant tick = Instant.EPOCH;
  private Duration length = Times.TICK;
  private Map<Signal, Reading> latest = Map.of();
  private @Nullable Double limit;
  private @Nullable Source source;
  private TargetView.@Nullable Fan fan;
  private long revision;

  TargetLine(Target target, int capacity) {
    this.target = target;
    this.signal = target.kind() == Target.Kind.DEVICE ? Signal.THERMAL_MARGIN : Signal.POD_MEMORY;
    this.capacity = capacity;
    this.limit = target.kind() == Target.Kind.DEVICE ? 0.0 : null;
  }

  void accept(Frame frame, long newRevision) {
    points.put(frame.tick(), new Revised(point(frame), newRevision));
    trim(points);
    revision = newRevision;
    if (frame.tick().isBefore(tick)) {
      return;
    }
    tick = frame.tick();
    length = frame.length();
    latest = frame.readings();
    Source now = leastReal();
    source = now == null ? source : now; // what is still drawn keeps its label
    Reading podLimit = frame.reading(Signal.POD_MEMORY_LIMIT);
    if (signal == Signal.POD_MEMORY && podLimit.present()) {
      limit = podLimit.value();
    }
    NavigableMap<Instant, TargetView.Point> arrived = withoutAhead.headMap(tick, true);
    arrived.forEach((at, point) -> without.put(at, new Revised(point, newRevision)));
    arrived.clear();
    trim(without);
  }

  void acceptWithout(Frame frame, long newRevision) {
    if (frame.tick().isAfter(tick)) {
      withoutAhead.put(frame.tick(), point(frame));
      trim(withoutAhead);
    } else {
      without.put(frame.tick(), new Revised(point(frame), newRevision));
      trim(without);
      revision = newRevision;
    }
  }

  void accept(Forecast forecast, long newRevision) {
    if (forecast.signal() == signal
        && (fan == null || !forecast.issuedAt().isBefore(fan.issuedAt()))) {
      fan = new TargetView.Fan(forecast.issuedAt(), forecast.model(), forecast.horizons());
      revision = newRevision;
    }
  }

  Instant tick() {
    return tick;
  }

  long revision() {
    return revision;
  }

  /** Whether this is a pod and its newest ticks had nothing at all to say. */
  boolean silentPod(int ticks) {
    return target.kind() == Target.Kind.POD
        && latest.values().stream().noneMatch(Reading::present)
        && points.size() >= ticks
        && points.descendingMap().values().stream()
            .limit(ticks)
            .allMatch(revised -> revised.point().value() == null);
  }

  /** The target as it is shown, with the points that were set after a revision. */
  TargetView view(long after) {
    return new TargetView(
        target.key(),
        target.kind(),
        target.name(),
        target.deviceClass(),
        signal,
        signal.unit(),
        limit,
        source,
        tick,
        blindSince(),
        throttling(),
        cells(),
        changed(points, after),
        changed(without, after),
        fan != null && fan.issuedAt().isBefore(tick.minus(length.multipliedBy(FORECAST_TICKS)))
            ? null
            : fan);
  }

  private TargetView.Point point(Frame frame) {
    Reading reading = frame.reading(signal);
    return new TargetView.Point(
        frame.tick(), reading.present() ? reading.value() : null, reading.state());
  }

  private List<TargetView.Cell> cells() {
    List<TargetView.Cell> cells = new ArrayList<>();
    latest.forEach(
        (of, reading) ->
            cells.add(
                new TargetView.Cell(
                    of,
                    of.unit(),
                    reading.present() ? reading.value() : null,
                    reading.state(),
                    reading.source())));
    return cells;
  }

  private @Nullable Source leastReal() {
    return latest.values().stream()
        .filter(Reading::present)
        .map(Reading::source)
        .reduce(Source::leastReal)
        .orElse(null);
  }

  private boolean throttling() {
    Reading margin = latest.getOrDefault(Signal.THERMAL_MARGIN, Reading.missing());
    Reading share = latest.getOrDefault(Signal.DEVICE_THERMAL_THROTTLING, Reading.missing());
    return (margin.present() && margin.value() < 0) || (share.present() && share.value() > 0);
  }

  private @Nullable Instant blindSince() {
    Instant since = null;
    for (Revised revised : points.descendingMap().values()) {
      if (revised.point().value() != null) {
        return since;
      }
      since = revised.point().tick();
    }
    return null;
  }

  private static List<TargetView.Point> changed(NavigableMap<Instant, Revised> line, long after) {
    return line.values().stream()
        .filter(revised -> revised.revision() > after)
        .map(Revised::point)
        .toList();
  }

  private void trim(NavigableMap<Instant, ?> line) {
    while (line.size() > capacity) {
      line.pollFirstEntry();
    }
  }
}
