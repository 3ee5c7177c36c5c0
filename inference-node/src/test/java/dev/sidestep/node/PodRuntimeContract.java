package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way of reaching a node's pods keeps to. */
abstract class PodRuntimeContract {
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private NodeRuntime node;
  private PodRuntime pods;

  /** The way to the node under test. */
  abstract PodRuntime reach(NodeRuntime node) throws Exception;

  @BeforeEach
  void open() throws Exception {
    NodeProperties properties =
        NodeProperties.defaults()
            .withDevices(List.of(DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD)));
    node =
        NodeRuntime.virtual(
            properties, new FakeEncoder(), samples -> {}, clock, new CollectorRegistry());
    pods = reach(node);
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  @Test
  void aPodGoesThroughItsLife() {
    pods.start(spec("pod-a", "gpu-0"));
    assertThat(pods.pods())
        .singleElement()
        .matches(pod -> pod.phase() == Phase.STARTING && !pod.warm() && pod.port() > 0)
        .matches(pod -> pod.name().equals("pod-a") && pod.host().equals("127.0.0.1"))
        .matches(pod -> pod.reason().equals("loading the model"));

    node.advance(clock.move(Duration.ofSeconds(10)));
    assertThat(pods.pods()).singleElement().matches(p -> p.phase() == Phase.READY && p.warm());

    pods.drain("pod-a");
    assertThat(pods.pods().get(0).phase()).isEqualTo(Phase.DRAINING);
    node.advance(clock.move(Duration.ofSeconds(3)));
    assertThat(pods.pods().get(0).phase()).isEqualTo(Phase.STOPPED);

    pods.stop("pod-a");
    assertThat(pods.pods()).isEmpty();
  }

  @Test
  void podsAreListedByName() {
    pods.start(spec("pod-b", "gpu-0"));
    pods.start(spec("pod-a", "gpu-0"));

    assertThat(pods.pods()).extracting(PodStatus::name).containsExactly("pod-a", "pod-b");
  }

  @Test
  void anUnknownDeviceAndARunningNameAreRefusedInWords() {
    pods.start(spec("pod-a", "gpu-0"));

    assertThatThrownBy(() -> pods.start(spec("pod-b", "tpu-9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device 'tpu-9' is not on this node");
    assertThatThrownBy(() -> pods.start(spec("pod-a", "gpu-0")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pod pod-a is STARTING");
  }

  @Test
  void unknownPodsAreDrainedAndStoppedWithoutFuss() {
    pods.drain("nobody");
    pods.stop("nobody");

    assertThat(pods.pods()).isEmpty();
  }

  private static PodSpec spec(String name, String device) {
    return new PodSpec("demo", name, "uid-" + name, "minilm", "minilm-gpu", device, 1L << 30);
  }
}
