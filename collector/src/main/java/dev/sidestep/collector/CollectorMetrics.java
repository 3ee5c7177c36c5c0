package dev.sidestep.collector;

import dev.sidestep.collector.frame.Acceptance;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import dev.sidestep.service.DeadLetterCounter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the collector counts. Thread-safe. */
public final class CollectorMetrics {
  /** So many unknown names get a label of their own: a sender must not fill our memory. */
  private static final int UNMAPPED_NAMES = 50;

  private static final int NAME_LENGTH = 100;

  private final DeadLetterCounter deadLetters;
  private final Counter points;
  private final Counter unmapped;
  private final Counter frames;
  private final Counter readings;
  private final Counter forgotten;
  private final Counter failures;
  private final Gauge targets;
  private final Gauge lag;
  private final Gauge lastTick;
  private final Set<String> unmappedNames = ConcurrentHashMap.newKeySet();

  /** Registers all metrics. */
  public CollectorMetrics(CollectorRegistry registry) {
    deadLetters = new DeadLetterCounter(registry);
    points = counter("points", "Metric points by what became of them", "result").register(registry);
    unmapped =
        counter("unmapped", "Metric points that no name file knows", "metric").register(registry);
    frames =
        counter("frames", "Frames published, by their best reading", "state").register(registry);
    readings = counter("readings", "Readings in published frames", "state").register(registry);
    forgotten =
        counter("targets_forgotten", "Targets forgotten for silence or for room")
            .register(registry);
    failures = counter("failures", "Stream threads that failed", "answer").register(registry);
    targets = gauge("targets", "Targets kept").register(registry);
    lag =
        gauge("watermark_lag_seconds", "How far event time is behind the clock").register(registry);
    lastTick =
        gauge("last_tick_timestamp_seconds", "The end of the last closed tick").register(registry);
    startAtZero();
  }

  void watch(String topic) {
    deadLetters.watch(topic);
  }

  void buried(String topic, Reason reason) {
    deadLetters.count(topic, reason);
  }

  void accepted(Acceptance acceptance) {
    points.labels(label(acceptance)).inc();
  }

  void refused(Reason reason) {
    points.labels(label(reason)).inc();
  }

  void blank() {
    points.labels("blank").inc();
  }

  void noTarget() {
    points.labels("no_target").inc();
  }

  void unmapped(String metric) {
    points.labels("unmapped").inc();
    String name = metric.length() > NAME_LENGTH ? metric.substring(0, NAME_LENGTH) : metric;
    boolean own =
        unmappedNames.contains(name)
            || (unmappedNames.size() < UNMAPPED_NAMES && unmappedNames.add(name));
    unmapped.labels(own ? name : "other").inc();
  }

  void published(Frame frame) {
    Reading.State best = Reading.State.MISSING;
    for (Reading reading : frame.readings().values()) {
      readings.labels(label(reading.state())).inc();
      best = reading.state().compareTo(best) < 0 ? reading.state() : best;
    }
    frames.labels(label(best)).inc();
  }

  void closed(int partition, Instant tick) {
    lastTick.labels(String.valueOf(partition)).set(tick.toEpochMilli() / 1000.0);
  }

  void kept(int partition, int count, long newlyForgotten) {
    targets.labels(String.valueOf(partition)).set(count);
    forgotten.inc((double) newlyForgotten);
  }

  void lag(int partition, Duration behind) {
    lag.labels(String.valueOf(partition)).set(behind.toMillis() / 1000.0);
  }

  void released(int partition) {
    String label = String.valueOf(partition);
    targets.remove(label);
    lag.remove(label);
    lastTick.remove(label);
  }

  void failed(String answer) {
    failures.labels(answer).inc();
  }

  private void startAtZero() {
    for (Acceptance acceptance : Acceptance.values()) {
      points.labels(label(acceptance));
    }
    for (String result : new String[] {"invalid_value", "future_time", "blank", "no_target"}) {
      points.labels(result);
    }
    points.labels("unmapped");
    for (Reading.State state : Reading.State.values()) {
      frames.labels(label(state));
      readings.labels(label(state));
    }
    failures.labels("replaced");
    failures.labels("stopped");
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.build()
        .name("sidestep_collector_" + name + "_total")
        .help(help)
        .labelNames(labels);
  }

  private static Gauge.Builder gauge(String name, String help) {
    return Gauge.build().name("sidestep_collector_" + name).help(help).labelNames("partition");
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
