package dev.sidestep.predictor;

import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the predictor counts: its work, its warnings, and how often it was right. Thread-safe. */
public final class PredictorMetrics {
  private final Counter warnings;
  private final Counter heldBack;
  private final Counter verdicts;
  private final Histogram lead;
  private final Counter forecasts;
  private final Summary pinball;
  private final Counter scored;
  private final Counter covered;
  private final Histogram tickSeconds;
  private final Gauge lastTick;
  private final Counter lateFrames;
  private final Gauge partitions;

  /** Registers all metrics. */
  public PredictorMetrics(CollectorRegistry registry) {
    warnings = counter("warnings", "Warnings raised", "kind").register(registry);
    heldBack =
        counter("warnings_held_back", "Looks at which the budget kept a warning from being raised")
            .register(registry);
    verdicts =
        counter("verdicts", "Warnings judged, by what became of them", "kind", "result")
            .register(registry);
    lead =
        Histogram.build()
            .name("sidestep_warning_lead_seconds")
            .help("From the raising of a warning to its event, for hits")
            .labelNames("kind")
            .buckets(15, 30, 60, 90, 120, 180, 300, 450, 600, 900, 1800)
            .register(registry);
    forecasts = counter("forecasts", "Forecasts published").register(registry);
    pinball =
        Summary.build()
            .name("sidestep_forecast_pinball")
            .help("Pinball loss of P10, P50 and P90 at the horizon, in K")
            .labelNames("horizon")
            .register(registry);
    scored =
        counter("forecast_scored", "Forecasts compared with what came", "horizon")
            .register(registry);
    covered =
        counter("forecast_covered", "Of these, those whose P10 to P90 held what came", "horizon")
            .register(registry);
    tickSeconds =
        Histogram.build()
            .name("sidestep_predictor_tick_seconds")
            .help("Time to work on a tick of a partition, publishing included")
            .buckets(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
            .register(registry);
    lastTick =
        Gauge.build()
            .name("sidestep_predictor_last_tick_timestamp_seconds")
            .help("The tick that was worked on last")
            .labelNames("partition")
            .register(registry);
    lateFrames =
        counter("predictor_late_frames", "Frames of a tick that had been worked on")
            .register(registry);
    partitions =
        Gauge.build()
            .name("sidestep_predictor_partitions")
            .help("Partitions of frames that it works on; 0 on a stand-by")
            .register(registry);
    startAtZero();
  }

  /** Counts what a tick brought. */
  public void record(PredictorStep step) {
    forecasts.inc(step.forecasts().size());
    heldBack.inc(step.heldBack());
    step.scores().forEach(this::score);
    step.warnings().forEach(this::issue);
  }

  /** Counts the work on a tick of a partition. */
  public void worked(int partition, Instant tick, Duration took) {
    tickSeconds.observe(took.toNanos() / 1e9);
    lastTick.labels(String.valueOf(partition)).set(tick.toEpochMilli() / 1000.0);
  }

  /** Counts a frame that came after its tick. */
  public void late() {
    lateFrames.inc();
  }

  /** How many partitions of frames are ours now. */
  public void owns(int count) {
    partitions.set(count);
  }

  /** A partition that is no longer ours must not look as if it stood still. */
  public void released(int partition) {
    lastTick.remove(String.valueOf(partition));
  }

  private void issue(Warning warning) {
    String kind = label(warning.kind());
    if (warning.open() && warning.raisedAt().equals(warning.issuedAt())) {
      warnings.labels(kind).inc();
    }
    Verdict verdict = warning.verdict();
    if (verdict != null) {
      verdicts.labels(kind, label(verdict.result())).inc();
      if (verdict.lead() != null) {
        lead.labels(kind).observe(verdict.lead().toMillis() / 1000.0);
      }
    }
  }

  private void score(ForecastScore score) {
    String horizon = String.valueOf(score.horizon().toSeconds());
    pinball.labels(horizon).observe(score.pinball());
    scored.labels(horizon).inc();
    covered.labels(horizon).inc(score.covered() ? 1 : 0);
  }

  private void startAtZero() {
    for (Warning.Kind kind : Warning.Kind.values()) {
      warnings.labels(label(kind));
      lead.labels(label(kind));
      for (Verdict.Result result : Verdict.Result.values()) {
        verdicts.labels(label(kind), label(result));
      }
    }
    for (Duration horizon : Times.PUBLISHED) {
      String seconds = String.valueOf(horizon.toSeconds());
      pinball.labels(seconds);
      scored.labels(seconds);
      covered.labels(seconds);
    }
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.build().name("sidestep_" + name + "_total").help(help).labelNames(labels);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
