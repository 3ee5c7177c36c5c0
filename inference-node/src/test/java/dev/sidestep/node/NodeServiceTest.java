package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.ControlProperties;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.NodeProperties.KafkaProperties;
import dev.sidestep.node.http.HttpPodRuntime;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import io.prometheus.client.CollectorRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node process, its broker away. */
class NodeServiceTest {
  private static final double SPEED = 50;

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void servesAndStopsQuicklyWhileTheBrokerIsAway() throws Exception {
    Path tokenFile = folder.resolve("deep").resolve("node.token");
    FastClock clock = new FastClock(SPEED);
    NodeService service =
        NodeService.open(properties(tokenFile, 0), clock, new CollectorRegistry());
    Thread loop = new Thread(service::run, "node-under-test");
    loop.start();
    PodRuntime pods =
        new HttpPodRuntime(
            URI.create("http://127.0.0.1:" + service.controlPort()), Files.readString(tokenFile));

    pods.start(new PodSpec("demo", "pod-a", "u", "minilm", "minilm-gpu", "gpu-0", 1L << 30));
    while (!pods.pods().get(0).warm()) {
      Thread.onSpinWait();
    }

    assertThat(service.runtime().devices()).hasSize(1);
    long closing = System.nanoTime();
    service.close();
    loop.join();
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(5));
    assertThatThrownBy(pods::pods).hasMessageContaining("is it running?");
  }

  @Test
  void aTakenPortIsOneLineAndLeavesNothingOpen() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeProperties properties = properties(folder.resolve("token"), taken.getLocalPort());

      assertThatThrownBy(
              () -> NodeService.open(properties, new FastClock(1), new CollectorRegistry()))
          .hasMessageContaining("cannot open its ports " + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .extracting(Thread::getName)
        .doesNotContain("node-telemetry", "pod-hold");
  }

  private static NodeProperties properties(Path tokenFile, int port) {
    return new NodeProperties(
        "demo",
        "node-0",
        List.of(DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD)),
        null,
        null,
        new KafkaProperties("127.0.0.1:1", "sidestep.", Map.of()),
        new ControlProperties(port, 0, tokenFile),
        SPEED,
        1);
  }
}
