package dev.sidestep.quickstart.run;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.collector.CollectorService;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Times;
import dev.sidestep.node.KafkaTelemetrySink;
import dev.sidestep.node.TelemetrySink;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.remediator.place.PlacementSettings;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collector, predictor and remediator of one run, and the ways between them. */
final class RunServices implements AutoCloseable {
  private final KafkaSettings kafka;
  private final CollectorProperties.Frames frames;
  private final TopicWriter writer;
  private final WatchedSink telemetry;
  private final CollectorService collector;
  private @Nullable RunBrain brain;
  private Instant lastTick;

  private RunServices(KafkaSettings kafka, CollectorProperties properties, Clock clock) {
    this.kafka = kafka;
    this.frames = properties.frames();
    this.writer = new TopicWriter(kafka.producer("sidestep-node"));
    this.telemetry = new WatchedSink(new KafkaTelemetrySink(writer, kafka.topics()));
    this.collector = new CollectorService(properties, kafka, clock, new CollectorRegistry());
    this.lastTick = clock.instant();
    collector.start();
  }

  /** Starts the way from telemetry to frames. */
  static RunServices start(KafkaSettings kafka, Clock clock, Path directory) {
    CollectorProperties defaults = CollectorProperties.defaults();
    CollectorProperties.Frames usual = defaults.frames();
    CollectorProperties.Streams streams = defaults.streams();
    return new RunServices(
        kafka,
        new CollectorProperties(
            new CollectorProperties.Frames(
                usual.grace(),
                usual.carryTicks(),
                usual.forgetTicks(),
                usual.maxTargets(),
                usual.futureSkew(),
                Duration.ZERO), // virtual time stands still while a service works: no idling
            defaults.names(),
            new CollectorProperties.Streams(
                streams.guarantee(),
                streams.commitInterval(),
                directory,
                streams.threads(),
                streams.sessionTimeout())),
        clock);
  }

  TelemetrySink telemetry() {
    return telemetry;
  }

  /** Adds predictor and remediator. */
  void think(
      Supplier<? extends Forecaster> forecasters,
      KubernetesClient cluster,
      PlacementSettings placement,
      Outcome.Mode mode,
      Clock clock,
      Runnable atFirstForecast) {
    brain = new RunBrain(kafka, forecasters, cluster, placement, mode, clock, atFirstForecast);
  }

  /** Lets the services deal with what the last second has brought. */
  void follow(Instant now) {
    Instant closed = telemetry.closedTick(Times.TICK, frames.grace());
    if (closed.isAfter(lastTick)) {
      lastTick = closed;
      telemetry.flush();
      collector
          .failure()
          .ifPresent(
              why -> {
                throw Failure.couldNotRun("the collector has stopped: " + why.getMessage(), why);
              });
      if (brain != null) {
        brain.think(lastTick);
      }
    }
    if (brain != null) {
      brain.act(now);
    }
  }

  /** What a run's topics come to. */
  interface Telling {
    RunResult of(List<Frame> frames, List<RunResult.Raised> warnings, List<Outcome> outcomes);
  }

  /** Reads what went over the topics, once all of it has. */
  RunResult story(Recorder recorder, Telling telling) {
    telemetry.flush();
    try (KafkaStory story = new KafkaStory(kafka)) {
      story.awaitTick(lastTick);
      recorder.keep(kafka);
      return telling.of(story.frames(), story.warnings(), story.outcomes());
    }
  }

  @Override
  public void close() {
    if (brain != null) {
      brain.close();
    }
    collector.close();
    writer.close();
  }
}
