package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.NodeProperties.FaultKind;
import dev.sidestep.node.NodeProperties.FaultProperties;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A machine under a virtual clock. */
class NodeRuntimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MIB = 1 << 20;
  private static final int TOKENS = 100;

  /** What a run of the machine told and did. */
  private record Story(List<Sample> samples, List<Completion> completions, List<PodStatus> pods) {
    List<Double> values(String target, Signal signal) {
      return samples.stream()
          .filter(s -> s.target().name().equals(target) && s.signal() == signal)
          .map(Sample::value)
          .toList();
    }

    double last(String target, Signal signal) {
      List<Double> values = values(target, signal);
      return values.get(values.size() - 1);
    }
  }

  @Test
  void theSameCallsTellTheSameStory() {
    FaultProperties fan = fault(FaultKind.FAN_FAILURE, "gpu-0", 60, 2.2);

    assertThat(run(300, 11, fan)).isEqualTo(run(300, 11, fan)).isNotEqualTo(run(300, 12, fan));
  }

  @Test
  void theWorkOfTheRequestsHeatsTheDevice() {
    Story story = run(400, 1);

    assertThat(story.last("gpu-0", Signal.DEVICE_UTILIZATION)).isBetween(0.3, 0.9);
    assertThat(story.last("gpu-0", Signal.THERMAL_MARGIN)).isBetween(8.0, 25.0);
    assertThat(story.last("npu-0", Signal.DEVICE_UTILIZATION)).isZero();
    assertThat(story.last("npu-0", Signal.THERMAL_MARGIN)).isGreaterThan(40);
    assertThat(story.samples()).allMatch(s -> s.source() == Source.SIMULATED);
    assertThat(story.completions()).hasSizeGreaterThan(3000).noneMatch(Completion::failed);
  }

  @Test
  void aDeadFanThrottlesTheDeviceAndSlowsTheRequests() {
    Story healthy = run(900, 1);
    Story broken = run(900, 1, fault(FaultKind.FAN_FAILURE, "gpu-0", 100, 2.6));

    assertThat(healthy.values("gpu-0", Signal.DEVICE_THERMAL_THROTTLING)).containsOnly(0.0);
    assertThat(broken.last("gpu-0", Signal.DEVICE_THERMAL_THROTTLING)).isEqualTo(1);
    assertThat(broken.last("gpu-0", Signal.DEVICE_CLOCK_RATIO)).isLessThan(0.95);
    assertThat(meanDuration(broken)).isGreaterThan(1.2 * meanDuration(healthy));
  }

  @Test
  void aPowerCapIsSlowButCool() {
    Story story = run(400, 1, fault(FaultKind.POWER_CAP, "gpu-0", 100, 0.6));

    assertThat(story.last("gpu-0", Signal.DEVICE_CLOCK_RATIO)).isLessThan(0.85);
    assertThat(story.last("gpu-0", Signal.DEVICE_POWER_LIMIT_RATIO)).isEqualTo(0.6);
    assertThat(story.values("gpu-0", Signal.DEVICE_THERMAL_THROTTLING)).containsOnly(0.0);
  }

  @Test
  void aLeakGrowsUntilThePodIsKilledAndItsRequestsFail() {
    Story story = run(400, 1, fault(FaultKind.MEMORY_LEAK, "minilm", 100, 2.0 * MIB));

    List<Double> memory = story.values("pod-gpu", Signal.POD_MEMORY);
    assertThat(memory.get(memory.size() - 1)).isGreaterThan(500.0 * MIB);
    assertThat(story.pods().get(0).phase()).isEqualTo(Phase.KILLED);
    assertThat(story.pods().get(0).reason()).startsWith("OOMKilled");
    assertThat(story.pods().get(0).port()).isZero();
    assertThat(memory).as("a killed pod says nothing more").hasSizeLessThan(260);
  }

  @Test
  void lostTelemetryIsSilentAndNothingElseChanges() {
    Story usual = run(200, 1);
    Story silent = run(200, 1, fault(FaultKind.TELEMETRY_LOST, "gpu-0", 100, 0));

    assertThat(silent.values("gpu-0", Signal.DEVICE_TEMPERATURE)).hasSize(99);
    assertThat(silent.values("npu-0", Signal.DEVICE_TEMPERATURE)).hasSize(200);
    assertThat(silent.values("pod-gpu", Signal.POD_MEMORY)).hasSize(200);
    assertThat(silent.completions()).isEqualTo(usual.completions());
  }

  @Test
  void aPodIsStartedWarmedDrainedAndForgotten() {
    FakeEncoder encoder = new FakeEncoder();
    HandClock clock = new HandClock(START);
    try (NodeRuntime node =
        NodeRuntime.virtual(
            properties(1), encoder, samples -> {}, clock, new CollectorRegistry())) {
      node.start(pod());
      assertThat(node.pods().get(0).phase()).isEqualTo(Phase.STARTING);
      assertThat(node.pods().get(0).port()).isPositive();
      assertThat(encoder.runs).hasValue(0);

      node.advance(clock.move(Duration.ofSeconds(8)));
      assertThat(node.pods().get(0).phase()).isEqualTo(Phase.READY);
      assertThat(node.pods().get(0).warm()).isFalse();
      assertThat(encoder.runs).as("warm-up on the real model").hasValue(1);

      node.advance(clock.move(Duration.ofSeconds(1)));
      assertThat(node.pods().get(0).warm()).isTrue();
      assertThatThrownBy(() -> node.start(pod())).hasMessageContaining("is READY");

      node.offer("pod-gpu", 1, clock.instant(), TOKENS);
      node.drain("pod-gpu");
      assertThat(node.pods().get(0).inFlight()).isEqualTo(1);
      node.advance(clock.move(Duration.ofSeconds(4)));
      assertThat(node.completions()).extracting(Completion::failed).containsExactly(false);
      assertThat(node.pods().get(0).phase()).isEqualTo(Phase.STOPPED);

      node.stop("pod-gpu");
      assertThat(node.pods()).isEmpty();
      assertThat(node.offer("pod-gpu", 2, clock.instant(), 1)).isInstanceOf(Offer.Refused.class);
    }
  }

  @Test
  void stoppingFailsWhatIsInFlight() {
    HandClock clock = new HandClock(START);
    try (NodeRuntime node =
        NodeRuntime.virtual(
            properties(1), new FakeEncoder(), samples -> {}, clock, new CollectorRegistry())) {
      node.start(pod());
      node.advance(clock.move(Duration.ofSeconds(9)));
      node.offer("pod-gpu", 5, clock.instant(), 10_000);

      node.stop("pod-gpu");

      assertThat(node.completions())
          .singleElement()
          .matches(Completion::failed)
          .matches(completion -> completion.request() == 5);
    }
  }

  @Test
  void anUnknownDeviceIsAnsweredWithTheKnownOnes() {
    HandClock clock = new HandClock(START);
    try (NodeRuntime node =
        NodeRuntime.virtual(
            properties(1), new FakeEncoder(), samples -> {}, clock, new CollectorRegistry())) {
      PodSpec lost = new PodSpec("demo", "p", "u", "minilm", "minilm-tpu", "tpu-0", MIB);

      assertThatThrownBy(() -> node.start(lost))
          .hasMessage("device 'tpu-0' is not on this node; it has [gpu-0, npu-0]");
    }
  }

  @Test
  void aMeasuredCpuSaysOnlyWhatItKnows() {
    HandClock clock = new HandClock(START);
    List<Sample> heard = new ArrayList<>();
    NodeProperties properties =
        NodeProperties.defaults().withDevices(List.of(DeviceProperties.measuredCpu("cpu-0")));
    try (NodeRuntime node =
        NodeRuntime.live(
            properties, new FakeEncoder(), heard::addAll, clock, new CollectorRegistry())) {
      node.advance(clock.move(Duration.ofSeconds(2)));
    }

    assertThat(heard).allMatch(s -> s.source() == Source.MEASURED);
    assertThat(heard)
        .filteredOn(s -> s.signal() == Signal.DEVICE_TEMPERATURE)
        .allMatch(s -> s.value() > 0);
    assertThat(heard).noneMatch(s -> s.signal() == Signal.DEVICE_POWER);
  }

  private static double meanDuration(Story story) {
    return story.completions().stream()
        .mapToLong(completion -> completion.duration().toNanos())
        .average()
        .orElseThrow();
  }

  private static Story run(int seconds, long seed, FaultProperties... faults) {
    HandClock clock = new HandClock(START);
    List<Sample> samples = new ArrayList<>();
    List<Completion> completions = new ArrayList<>();
    SplittableRandom traffic = new SplittableRandom(seed);
    NodeProperties properties = properties(seed).withFaults(List.of(faults));
    try (NodeRuntime node =
        NodeRuntime.virtual(
            properties, new FakeEncoder(), samples::addAll, clock, new CollectorRegistry())) {
      node.start(pod());
      long request = 0;
      for (int second = 0; second < seconds; second++) {
        Instant from = clock.instant();
        for (int i = 0; i < 13; i++) {
          Instant arrival = from.plusMillis(i * 75L + traffic.nextInt(70));
          node.offer("pod-gpu", request++, arrival, TOKENS);
        }
        node.advance(clock.move(Duration.ofSeconds(1)));
        completions.addAll(node.completions());
      }
      List<PodStatus> pods = node.pods().stream().map(NodeRuntimeTest::withoutPort).toList();
      return new Story(samples, completions, pods);
    }
  }

  /** Ports are the system's choice; all else belongs to the story. */
  private static PodStatus withoutPort(PodStatus s) {
    return new PodStatus(
        s.name(),
        s.phase(),
        s.warm(),
        s.host(),
        s.phase().ended() ? s.port() : -1,
        s.inFlight(),
        s.reason());
  }

  private static NodeProperties properties(long seed) {
    NodeProperties defaults = NodeProperties.defaults();
    return new NodeProperties(
        "demo",
        "node-0",
        List.of(
            DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD),
            DeviceProperties.twin("npu-0", DevicePresets.NPU_CARD)),
        defaults.pods(),
        List.of(),
        defaults.kafka(),
        defaults.control(),
        1,
        seed);
  }

  private static PodSpec pod() {
    return new PodSpec(
        "demo",
        "pod-gpu",
        "uid-1",
        "minilm",
        "minilm-gpu",
        Target.device("demo", "gpu-0", DeviceClass.GPU).key(),
        512 * MIB);
  }

  private static FaultProperties fault(FaultKind kind, String target, int start, double amount) {
    return new FaultProperties(
        kind, target, Duration.ofSeconds(start), null, amount, Duration.ofSeconds(20));
  }
}
