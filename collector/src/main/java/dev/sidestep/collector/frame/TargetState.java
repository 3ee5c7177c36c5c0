package dev.sidestep.collector.frame;

import dev.sidestep.collector.frame.Rollups.Total;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one target: the samples of its open ticks, and what its closed ticks left
 * behind. The two are kept apart so that a sample of the next tick, which may come before or after
 * this tick closes, does not change this tick's frame.
 */
final class TargetState {
  private static final long NEVER = Long.MIN_VALUE;

  final Target target;

  /** Tells targets of the same name apart too, unlike the Kafka key. */
  final String key;

  final SortedMap<Long, SortedMap<Series, Points>> open = new TreeMap<>();
  final Map<Signal, Last> last = new EnumMap<>(Signal.class);
  final SortedMap<Series, Total> totals = new TreeMap<>();

  /** The last closed tick with a sample in it. */
  long heard = NEVER;

  /** The newest tick with a sample that named the target by its uid; not kept over a restart. */
  long namedAt = NEVER;

  /** The last valid value of a signal, and its tick. */
  record Last(Value value, long tick) {}

  TargetState(Target target) {
    this.target = target;
    this.key = target.key() + " " + target.uid() + " " + target.deviceClass();
  }

  /** The same under a name that says more. */
  TargetState named(Target finer) {
    TargetState state = new TargetState(finer);
    state.open.putAll(open);
    state.last.putAll(last);
    state.totals.putAll(totals);
    state.heard = heard;
    state.namedAt = namedAt;
    return state;
  }

  /** The newest tick with a sample in it. */
  long newest() {
    return open.isEmpty() ? heard : Math.max(heard, open.lastKey());
  }

  Acceptance add(long tick, Measurement measurement) {
    return open.computeIfAbsent(tick, t -> new TreeMap<>())
        .computeIfAbsent(measurement.series(), s -> new Points(s.signal()))
        .add(measurement.nanos(), measurement.value(), measurement.source());
  }

  void restore(long tick, Series series, Points points) {
    open.computeIfAbsent(tick, t -> new TreeMap<>()).put(series, points);
  }

  /** Whether a closed tick has had samples of the target, so that each tick has its frame. */
  boolean known() {
    return heard != NEVER;
  }

  boolean empty() {
    return !known() && open.isEmpty();
  }

  /** Whether nothing has come for the last closed tick, nor for those that are open. */
  boolean silentSince(long lastClosed) {
    return open.isEmpty() && heard < lastClosed;
  }

  /** Closes a tick; empty where the target was not there yet. */
  Optional<Frame> close(long tick, Alignment rules) {
    SortedMap<Series, Points> samples = open.remove(tick);
    if (samples != null) {
      heard = tick;
      rollUp(tick, samples);
    } else if (!known()) {
      return Optional.empty();
    }
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    last.forEach((signal, value) -> readings.put(signal, reading(value, tick, rules)));
    ThermalMargin.derive(readings);
    Frame frame = new Frame(target, rules.end(tick), rules.tick(), readings);
    if (tick - heard >= rules.forgetTicks()) {
      forget();
    }
    return Optional.of(frame);
  }

  private void rollUp(long tick, SortedMap<Series, Points> samples) {
    Map<Signal, Value> gauges = new EnumMap<>(Signal.class);
    Map<Signal, Value> rates = new EnumMap<>(Signal.class);
    samples.forEach(
        (series, points) -> {
          Signal signal = series.signal();
          if (series.counting()) {
            Rollups.rate(signal, totals.get(series), points)
                .ifPresent(rate -> rates.merge(signal, rate, TargetState::higher));
            int newest = points.size() - 1;
            totals.put(series, new Total(points.nanos(newest), points.value(newest)));
          } else {
            gauges.put(signal, Rollups.gauge(signal, points));
          }
        });
    // a counter has seen the whole tick, a gauge only its instants
    gauges.putAll(rates);
    gauges.forEach((signal, value) -> last.put(signal, new Last(value, tick)));
  }

  /** Counters of several causes overlap in time: the longest one is the share that is certain. */
  private static Value higher(Value one, Value other) {
    return one.value() >= other.value() ? one : other;
  }

  private static Reading reading(Last last, long tick, Alignment rules) {
    long age = tick - last.tick();
    double value = last.value().value();
    if (age == 0) {
      return Reading.valid(value, last.value().source());
    }
    return age <= rules.carryTicks()
        ? Reading.carried(value, last.value().source())
        : Reading.missing();
  }

  private void forget() {
    heard = NEVER;
    last.clear();
    totals.clear();
  }
}
