package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.Tokens;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeRuntimeWarmUpTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @Test
  void probesAreAnsweredWhileTheModelWarmsAPodUp() throws Exception {
    NodeProperties properties =
        NodeProperties.defaults()
            .withDevices(List.of(DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD)));
    HandClock clock = new HandClock(START);
    try (NodeRuntime node =
        NodeRuntime.virtual(
            properties, new SlowEncoder(), samples -> {}, clock, new CollectorRegistry())) {
      node.start(new PodSpec("demo", "p", "u", "minilm", "minilm-gpu", "gpu-0", 1L << 30));
      CompletableFuture<Void> seconds =
          CompletableFuture.runAsync(() -> node.advance(START.plusSeconds(10)));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(CompletableFuture.supplyAsync(() -> node.warm("p")).get(10, TimeUnit.SECONDS))
          .isFalse();
      answered.countDown();
      seconds.get(10, TimeUnit.SECONDS);
      assertThat(node.warm("p")).isTrue();
    } finally {
      answered.countDown();
    }
  }

  /** Runs the model when the test says so. */
  private final class SlowEncoder implements Encoder {
    private final FakeEncoder fake = new FakeEncoder();

    @Override
    public String model() {
      return fake.model();
    }

    @Override
    public String precision() {
      return fake.precision();
    }

    @Override
    public Tokens tokenize(String text) {
      return fake.tokenize(text);
    }

    @Override
    public List<float[]> encode(List<Tokens> texts) {
      asked.countDown();
      try {
        answered.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return fake.encode(texts);
    }

    @Override
    public void close() {
      fake.close();
    }
  }
}
