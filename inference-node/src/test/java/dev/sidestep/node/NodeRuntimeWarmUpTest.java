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
    try (NodeRuntime node = node(new SlowEncoder())) {
      node.start(pod());
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

  @Test
  void aWarmUpThatFailsEndsNothingAndIsTriedAgainWithTheNextSecond() {
    FailingEncoder encoder = new FailingEncoder(3);
    try (NodeRuntime node = node(encoder)) {
      node.start(pod());
      node.advance(START.plusSeconds(60));
      assertThat(encoder.failuresLeft).isZero();
      assertThat(node.warm("p")).isTrue();
      assertThat(encoder.fake.runs).as("once it has run it is left alone").hasValue(1);
    }
  }

  @Test
  void aPodWhoseModelCannotRunStaysCold() {
    FailingEncoder encoder = new FailingEncoder(Integer.MAX_VALUE);
    try (NodeRuntime node = node(encoder)) {
      node.start(pod());
      node.advance(START.plusSeconds(60));
      int tries = Integer.MAX_VALUE - encoder.failuresLeft;
      node.advance(START.plusSeconds(65));
      assertThat(node.warm("p")).isFalse();
      assertThat(Integer.MAX_VALUE - encoder.failuresLeft).isEqualTo(tries + 5);
    }
  }

  private static NodeRuntime node(Encoder encoder) {
    NodeProperties properties =
        NodeProperties.defaults()
            .withDevices(List.of(DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD)));
    return NodeRuntime.virtual(
        properties, encoder, samples -> {}, new HandClock(START), new CollectorRegistry());
  }

  private static PodSpec pod() {
    return new PodSpec("demo", "p", "u", "minilm", "minilm-gpu", "gpu-0", 1L << 30);
  }

  /** Fails so often, as a model does that gets no memory. */
  private static final class FailingEncoder extends WrappedEncoder {
    private int failuresLeft;

    FailingEncoder(int failures) {
      failuresLeft = failures;
    }

    @Override
    public List<float[]> encode(List<Tokens> texts) {
      if (failuresLeft > 0) {
        failuresLeft--;
        throw new IllegalStateException("model run over 9 tokens failed: no memory");
      }
      return fake.encode(texts);
    }
  }

  /** Runs the model when the test says so. */
  private final class SlowEncoder extends WrappedEncoder {
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
  }

  private abstract static class WrappedEncoder implements Encoder {
    final FakeEncoder fake = new FakeEncoder();

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
    public void close() {
      fake.close();
    }
  }
}
