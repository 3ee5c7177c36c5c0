package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.node.KafkaTelemetrySink;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeProperties.DeviceKind;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.record.KafkaRecorder;
import dev.sidestep.quickstart.run.Lead;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.sandbox.HttpTraffic;
import dev.sidestep.quickstart.sandbox.Surroundings;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.remediator.cluster.ClusterUnavailableException;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import dev.sidestep.service.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a run that go on by themselves: machine, cluster's hands, senders, services, and
 * those who read along.
 *
 * <pre>
 * traffic ─> router ─> pods on the node ─> telemetry ─> collector ─> predictor ─> remediator
 *               ^                                            │           │            │
 *               └── kubelet and routes <── Kubernetes API <──┼───────────┼────────────┘
 *                                                            └── story and recording
 * </pre>
 */
final class LiveWorld {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration KUBELET_PAUSE = Duration.ofMillis(50);
  private static final Duration TRAFFIC_PAUSE = Duration.ofMillis(5);
  private static final Duration NODE_PAUSE = Duration.ofMillis(20);

  private final LiveMetrics metrics;
  private final Surroundings surroundings;
  private final KubernetesCluster cluster;
  private final LiveNode node;
  private final LiveTraffic traffic;
  private final LiveServices services;
  private final TopicTail tail;
  private final Story story;
  private final @Nullable KafkaRecorder recorder;
  private final List<Task> reading = new ArrayList<>();
  private final List<Task> working = new ArrayList<>();
  private List<VariantState> placement = List.of();

  private LiveWorld(
      LiveMetrics metrics,
      Surroundings surroundings,
      LiveNode node,
      LiveTraffic traffic,
      LiveServices services,
      TopicTail tail,
      Story story,
      @Nullable KafkaRecorder recorder) {
    this.metrics = metrics;
    this.surroundings = surroundings;
    this.cluster =
        new KubernetesCluster(surroundings.kubernetes().client(), PlannedMachine.NAMESPACE);
    this.node = node;
    this.traffic = traffic;
    this.services = services;
    this.tail = tail;
    this.story = story;
    this.recorder = recorder;
  }

  /**
   * Sets them going; the session ends them. The remediator stands by until {@link #act}.
   *
   * @param clock stands still, and stays so
   * @param tail has read to the end of the past, and goes on into {@code story}
   * @param startedAt demo time at which the run began
   */
  static LiveWorld start(
      LiveRun.Given given,
      LiveParts parts,
      LiveMetrics metrics,
      DemoClock clock,
      Path collectorState,
      Supplier<? extends Forecaster> forecasters,
      TopicTail tail,
      Story story,
      Instant startedAt,
      Session session) {
    WorldPlan plan = given.plan();
    double speed = given.options().speed();
    Surroundings surroundings = parts.surroundings();
    KafkaSettings kafka = surroundings.broker().settings(Topics.DEFAULT);
    KafkaRecorder recorder = recorder(given, kafka, session);
    LiveServices services =
        session.closing(
            "services",
            new LiveServices(
                kafka,
                forecasters,
                PlannedMachine.placement(plan),
                collectorState,
                clock,
                speed,
                given.options().mode(),
                metrics.collector(),
                metrics.predictor()));
    TopicWriter writer =
        session.closing("telemetry", new TopicWriter(kafka.producer("sidestep-node")));
    LiveNode node =
        session.closing(
            "node",
            new LiveNode(
                machine(plan, kafka, speed),
                parts.encoder(),
                new KafkaTelemetrySink(writer, kafka.topics()),
                startedAt,
                clock,
                metrics.node()));
    Surroundings.Machine machine =
        surroundings.run(node.runtime(), PlannedMachine.NAMESPACE, 0, metrics.router(), session);
    LiveTraffic traffic =
        session.closing(
            "traffic",
            new LiveTraffic(
                () -> serving(node) && machine.router().route(plan.model().name()).isPresent(),
                machine.door().port(),
                plan.model().name(),
                speed,
                () -> given.arrivals(startedAt.plus(Lead.LIVE)),
                clock));
    LiveWorld world =
        new LiveWorld(metrics, surroundings, node, traffic, services, tail, story, recorder);
    session.closing("tasks", world::endTasks);
    world.reading.add(Task.loop("story", Duration.ZERO, world::read));
    world.working.add(Task.loop("node", NODE_PAUSE, node::pass));
    world.working.add(
        Task.loop("kubelet", KUBELET_PAUSE, () -> machine.reconcile(clock.instant())));
    world.working.add(Task.loop("traffic", TRAFFIC_PAUSE, traffic::pass));
    return world;
  }

  /** Lets the remediator act, if it does not yet. */
  void act() {
    if (!services.acts()) {
      services.act(surroundings.kubernetes().client(), metrics.remediator());
    }
  }

  /** Whether as many pods serve as the cluster wants. */
  boolean complete() {
    long ready =
        node.runtime().pods().stream().filter(pod -> pod.phase() == PodStatus.Phase.READY).count();
    int wanted = placement().stream().mapToInt(VariantState::desired).sum();
    return wanted > 0 && ready >= wanted;
  }

  /** Which variant runs where, as the cluster said last. */
  List<VariantState> placement() {
    try {
      placement = cluster.variants();
    } catch (ClusterUnavailableException e) {
      // it is said again soon
    }
    return placement;
  }

  /** What has stopped by itself, and why; empty while nothing has. */
  Optional<Throwable> failure() {
    List<Task> tasks = new ArrayList<>(working);
    tasks.addAll(reading);
    return tasks.stream()
        .flatMap(task -> task.failure().stream())
        .findFirst()
        .or(services::failure);
  }

  LiveNode node() {
    return node;
  }

  Story story() {
    return story;
  }

  HttpTraffic.Account requests() {
    return traffic.account();
  }

  /** Ends the senders; what they asked may still be answered. */
  void hush() {
    working.stream().filter(task -> task.name().equals("traffic")).forEach(Task::close);
  }

  long openRequests() {
    return traffic.open();
  }

  /** Ends everything but broker, cluster and page, and reads what there is to read. */
  void stop() {
    working.forEach(Task::close);
    services.close();
    reading.forEach(Task::close);
    tail.pumpToEnd(story::accept);
    if (recorder != null) {
      recorder.pumpToEnd();
    }
  }

  private void endTasks() {
    working.forEach(Task::close);
    reading.forEach(Task::close);
  }

  private void read() {
    tail.pump(POLL, story::accept);
    if (recorder != null) {
      recorder.pump(Duration.ZERO);
    }
  }

  private static @Nullable KafkaRecorder recorder(
      LiveRun.Given given, KafkaSettings kafka, Session session) {
    Path into = given.options().record();
    if (into == null) {
      return null;
    }
    Policy policy =
        LiveServices.remediator(PlannedMachine.placement(given.plan()), given.options().speed())
            .policy();
    KafkaRecorder recorder =
        new KafkaRecorder(kafka, into, PlannedMachine.manifest(given.plan(), policy));
    session.closing(
        "recording",
        () -> {
          try (recorder) {
            recorder.pumpToEnd();
          }
        });
    return recorder;
  }

  private static boolean serving(LiveNode node) {
    return node.runtime().pods().stream().anyMatch(pod -> pod.phase() == PodStatus.Phase.READY);
  }

  /** The CPU is the machine's own, unless the plan needs it to be warm or to fail. */
  private static NodeProperties machine(WorldPlan plan, KafkaSettings kafka, double speed) {
    boolean planned =
        plan.devices().stream()
            .filter(device -> device.deviceClass() == DeviceClass.CPU)
            .anyMatch(
                device ->
                    device.name().equals(plan.model().serving())
                        || plan.faults().stream()
                            .anyMatch(fault -> fault.device().equals(device.name())));
    return PlannedMachine.node(
        plan,
        Lead.LIVE,
        planned ? DeviceKind.TWIN : DeviceKind.MEASURED_CPU,
        kafka.bootstrapServers(),
        kafka.topics(),
        speed);
  }
}
