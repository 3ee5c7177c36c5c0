package dev.sidestep.quickstart.live;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.collector.CollectorService;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.kafka.KafkaPredictor;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.remediator.KafkaRemediator;
import dev.sidestep.remediator.RemediatorProperties;
import dev.sidestep.remediator.act.MoveSettings;
import dev.sidestep.remediator.cluster.HttpPodProbe;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.place.PlacementSettings;
import dev.sidestep.service.KafkaSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collector, predictor and remediator of the live demo, each on threads of its own. */
final class LiveServices implements AutoCloseable {
  /** Kafka knows the demo's members again after a restart, and waits for no time-out. */
  private static final String INSTANCE = "demo";

  private final KafkaSettings kafka;
  private final Clock clock;
  private final PlacementSettings placement;
  private final double speed;
  private final Outcome.Mode mode;
  private final CollectorService collector;
  private final Task predictor;
  private @Nullable KafkaRemediator remediator;
  private @Nullable Task remediating;

  /**
   * Starts collector and predictor.
   *
   * @param speed of the clock against the wall
   * @param mode of the remediator
   * @param stateFolder the collector's own
   */
  LiveServices(
      KafkaSettings broker,
      Supplier<? extends Forecaster> forecasters,
      PlacementSettings placement,
      Path stateFolder,
      Clock clock,
      double speed,
      Outcome.Mode mode,
      CollectorRegistry collectorMetrics,
      CollectorRegistry predictorMetrics) {
    this.kafka =
        new KafkaSettings(
            broker.bootstrapServers(), broker.topics(), Map.of("group.instance.id", INSTANCE));
    this.clock = clock;
    this.placement = placement;
    this.speed = speed;
    this.mode = mode;
    this.collector =
        new CollectorService(collector(stateFolder, speed), kafka, clock, collectorMetrics);
    collector.start();
    KafkaPredictor predicting =
        new KafkaPredictor(
            PredictorProperties.defaults(), kafka, forecasters, clock, predictorMetrics);
    this.predictor = Task.running("predictor", predicting, predicting::close);
  }

  /** Adds the remediator, which acts where its mode says so. */
  synchronized void act(KubernetesClient cluster, CollectorRegistry metrics) {
    RemediatorProperties properties = remediator(placement, speed).in(mode);
    KafkaRemediator acting =
        new KafkaRemediator(
            kafka,
            properties,
            new KubernetesCluster(cluster, properties.namespace()),
            new HttpPodProbe(properties.probe()),
            metrics,
            clock);
    remediator = acting;
    remediating = Task.running("remediator", acting, acting::close);
  }

  synchronized boolean acts() {
    return remediator != null;
  }

  /** Why one of them has stopped by itself; empty while none has. */
  synchronized Optional<Throwable> failure() {
    return collector
        .failure()
        .or(predictor::failure)
        .or(() -> Optional.ofNullable(remediating).flatMap(Task::failure));
  }

  /** Ends all of them at the same time: each has to take leave of the broker. */
  @Override
  public void close() {
    List<Task> endings = new ArrayList<>();
    Task acting;
    synchronized (this) {
      acting = remediating;
    }
    endings.add(Task.running("ending-collector", collector::close, () -> {}));
    endings.add(Task.running("ending-predictor", predictor::close, () -> {}));
    if (acting != null) {
      endings.add(Task.running("ending-remediator", acting::close, () -> {}));
    }
    endings.forEach(Task::close);
  }

  private static CollectorProperties collector(Path stateFolder, double speed) {
    CollectorProperties usual = CollectorProperties.defaults();
    CollectorProperties.Frames frames = usual.frames();
    CollectorProperties.Streams streams = usual.streams();
    return new CollectorProperties(
        new CollectorProperties.Frames(
            frames.grace(),
            frames.carryTicks(),
            frames.forgetTicks(),
            frames.maxTargets(),
            frames.futureSkew(),
            // a process that gets no processor for a while has not lost its telemetry
            atLeast(frames.idleTimeout(), Duration.ofSeconds(8), speed)),
        usual.names(),
        new CollectorProperties.Streams(
            streams.guarantee(),
            streams.commitInterval(),
            stateFolder,
            streams.threads(),
            streams.sessionTimeout()));
  }

  /** The demo's remediator at a speed: what the computer does must be in time as it is. */
  static RemediatorProperties remediator(PlacementSettings placement, double speed) {
    RemediatorProperties usual = PlannedMachine.remediator(placement);
    Limits limits = usual.limits();
    return new RemediatorProperties(
        usual.mode(),
        usual.cluster(),
        usual.namespace(),
        new Limits(
            atLeast(limits.maxAge(), Duration.ofSeconds(10), speed),
            limits.stormShare(),
            limits.stormLeast(),
            limits.holdAfterAction(),
            limits.marginFloor()),
        usual.placement(),
        usual.pace(),
        patient(usual.move(), speed),
        usual.probe(),
        usual.kubernetes(),
        usual.futureSkew(),
        usual.recordsBack());
  }

  /** What the computer itself does, for example a comparison of outputs, takes time of the wall. */
  private static MoveSettings patient(MoveSettings move, double speed) {
    Duration wall = Duration.ofSeconds(10);
    return new MoveSettings(
        atLeast(move.scaleTimeout(), wall, speed),
        atLeast(move.readyTimeout(), wall, speed),
        atLeast(move.warmTimeout(), wall, speed),
        atLeast(move.parityTimeout(), wall, speed),
        atLeast(move.shiftTimeout(), wall, speed),
        atLeast(move.drainTimeout(), wall, speed),
        atLeast(move.undoTimeout(), wall, speed),
        move.shiftHold(),
        move.resumeWithin(),
        move.conflictRetries(),
        move.cosineFloor(),
        move.goldenInputs());
  }

  private static Duration atLeast(Duration demo, Duration wall, double speed) {
    Duration needed = Duration.ofMillis(Math.round(wall.toMillis() * speed));
    return needed.compareTo(demo) > 0 ? needed : demo;
  }
}
