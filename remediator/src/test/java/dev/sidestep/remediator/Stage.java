package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.NPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.cluster.FakeCluster;
import dev.sidestep.remediator.cluster.FakePodProbe;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A remediator on a fake cluster, a virtual second at a time: a model on a GPU, with stopped
 * variants on a CPU and an NPU, all devices cool. Outcomes go through their codec, as over Kafka.
 */
final class Stage {
  final FakeCluster cluster;
  final FakePodProbe probe = new FakePodProbe();
  final List<Outcome> log = new ArrayList<>();

  /** Of the process that runs now, as are the metrics on it. */
  CollectorRegistry registry = new CollectorRegistry();

  RemediatorMetrics metrics;

  /** What is warned of at each tick; null for quiet. */
  Function<Instant, @Nullable Warning> predictor = tick -> null;

  /** Devices whose metrics do not come. */
  final Set<Target> silent = new HashSet<>();

  /** Warnings on which no decision could be made. */
  final List<Warning> undecidable = new ArrayList<>();

  boolean logFails;
  Instant now = T0;
  RemediatorProperties properties;

  private Remediator remediator;

  Stage(Outcome.Mode mode) {
    this(mode, 100, 0, 0);
  }

  /** With these weights; who has one has a pod. */
  Stage(Outcome.Mode mode, int gpu, int cpu, int npu) {
    cluster =
        new FakeCluster(T0)
            .with("minilm", DeviceClass.GPU, GPU.key(), Math.min(1, gpu), gpu)
            .with("minilm", DeviceClass.CPU, CPU.key(), Math.min(1, cpu), cpu)
            .with("minilm", DeviceClass.NPU, NPU.key(), Math.min(1, npu), npu);
    properties = RemediatorProperties.defaults().in(mode).of(Scene.CLUSTER, Scene.NAMESPACE);
    metrics = new RemediatorMetrics(registry, mode);
    remediator = fresh();
    tick();
  }

  /** The pod that serves at the beginning. */
  Target firstPod() {
    VariantState.Pod pod = variant("minilm-gpu").pods().get(0);
    return Target.pod(Scene.CLUSTER, Scene.NAMESPACE, pod.name(), pod.uid(), DeviceClass.GPU);
  }

  VariantState variant(String name) {
    return cluster.variants().stream()
        .filter(variant -> variant.variant().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Lets seconds pass, as long as nothing throws. */
  void run(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      second();
    }
  }

  void second() {
    now = now.plusSeconds(1);
    cluster.advance(now);
    if (now.toEpochMilli() % TICK.toMillis() == 0) {
      tick();
    }
    remediator.step(now);
  }

  /** Lets seconds pass until the receiver has this share of the traffic. */
  void runUntilShared(int weight) {
    for (int i = 0; i < 200 && variant("minilm-npu").weight() < weight; i++) {
      second();
    }
    if (variant("minilm-npu").weight() != weight) {
      throw new AssertionError("minilm-npu has not come to " + weight + " % of the traffic");
    }
  }

  /** The newest outcome. */
  Outcome last() {
    return log.get(log.size() - 1);
  }

  void warn(Warning warning) {
    warn(List.of(warning));
  }

  void warn(List<Warning> warnings) {
    remediator.decide(warnings, now, (warning, why) -> undecidable.add(warning));
  }

  /** A device shows another frame than the cool one that it has at each tick. */
  void heat(Frame frame) {
    remediator.accept(frame);
  }

  /** The process dies; another one reads what was published and takes over. */
  void crash() {
    registry = new CollectorRegistry();
    metrics = new RemediatorMetrics(registry, properties.mode());
    remediator = fresh();
    log.forEach(remediator::accept);
    remediator.takeOver();
  }

  /** What somebody else has published is read. */
  void learn(Outcome published) {
    remediator.accept(published);
  }

  /** The same, but the next process runs in another mode. */
  void crash(Outcome.Mode next) {
    properties = properties.in(next);
    crash();
  }

  /** The newest outcome of each plan that was begun. */
  List<Outcome> begun() {
    Map<String, Outcome> newest = new LinkedHashMap<>();
    log.stream()
        .filter(outcome -> outcome.status() != Status.DECLINED)
        .forEach(outcome -> newest.put(outcome.plan().id(), outcome));
    return List.copyOf(newest.values());
  }

  void tick() {
    for (Target device : List.of(GPU, CPU, NPU)) {
      if (silent.contains(device)) {
        continue;
      }
      remediator.accept(Scene.frame(device, now, 40, device.equals(GPU) ? 0.6 : 0.1));
      remediator.accept(Scene.forecast(device, now, 40));
    }
    remediator.accept(Scene.memory(firstGpuPod(), now, 1e9));
    Warning warning = predictor.apply(now);
    if (warning != null) {
      warn(warning);
    }
  }

  private static Target firstGpuPod() {
    return Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "minilm-gpu-0", "uid-0", DeviceClass.GPU);
  }

  private Remediator fresh() {
    return new Remediator(properties, cluster, probe, this::write, metrics);
  }

  private void write(Outcome outcome) {
    if (logFails) {
      throw new IllegalStateException("injected: the log does not answer");
    }
    log.add(OutcomeCodec.decode(OutcomeCodec.encode(outcome)));
  }
}
