package dev.sidestep.remediator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPodProbeTest {
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Integer> statuses = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final CountDownLatch asleep = new CountDownLatch(1);
  private final HttpPodProbe probe =
      new HttpPodProbe(new ProbeSettings(Duration.ofSeconds(1), 2_048));

  private HttpServer server;
  private URI pod;
  private String asked = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] body = bodies.getOrDefault(path, "").getBytes(UTF_8);
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
          exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), 0);
          exchange.getResponseBody().write(body);
          if (path.equals("/metrics") && body.length == 0) {
            await(asleep);
          }
          exchange.close();
        });
    server.start();
    pod = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    asleep.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  @Test
  void aPodIsWarmWhenItSaysSo() {
    assertThat(probe.warm(pod)).isTrue();
    statuses.put("/warmz", 503);
    assertThat(probe.warm(pod)).isFalse();
    statuses.put("/warmz", 302);
    assertThatThrownBy(() -> probe.warm(pod)).hasMessageContaining("answers 302");
  }

  @Test
  void countsWhatRunsAndWhatWaits() {
    bodies.put(
        "/metrics",
        """
        # HELP inference_requests_running Requests running
        inference_requests_running{model="minilm"} 2.0
        inference_requests_running_total 99
        inference_requests_waiting{model="minilm"} 3.0
        inference_requests_total 17
        """);
    assertThat(probe.inFlight(pod)).isEqualTo(5);
  }

  @Test
  void aPodWithoutTheGaugesIsNotAnIdleOne() {
    bodies.put("/metrics", "inference_requests_total 17\n");
    assertThatThrownBy(() -> probe.inFlight(pod))
        .isInstanceOf(ClusterUnavailableException.class)
        .hasMessageContaining("has none of");
  }

  @Test
  void readsTheValueAndNotTheTimestampBehindIt() {
    bodies.put(
        "/metrics",
        """
        inference_requests_running{model="a b"} 2 1767225600000
        inference_requests_waiting 0 1767225600000
        """);
    assertThat(probe.inFlight(pod)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "+Inf", "-3", "many", ""})
  void whatIsNoCountIsNotZero(String value) {
    bodies.put(
        "/metrics",
        "inference_requests_running 3\ninference_requests_waiting %s\n".formatted(value));
    assertThatThrownBy(() -> probe.inFlight(pod))
        .isInstanceOf(ClusterUnavailableException.class)
        .hasMessageContaining("has a value '");
  }

  @Test
  void readsEmbeddingsByTheirIndex() {
    bodies.put(
        "/v1/embeddings",
        """
        {"data": [{"index": 1, "embedding": [3, 4]}, {"index": 0, "embedding": [1, 2]}]}
        """);

    List<float[]> vectors = probe.embeddings(pod, "minilm", List.of("a", "b"));

    assertThat(vectors.get(0)).containsExactly(1, 2);
    assertThat(vectors.get(1)).containsExactly(3, 4);
    assertThat(asked).contains("\"minilm\"", "[\"a\",\"b\"]");
  }

  @Test
  void answersThatAreNoneAreSaidToBe() {
    for (String body :
        List.of(
            "no json",
            "{}",
            "{\"data\": [{\"index\": 0, \"embedding\": [1]}]}",
            "{\"data\": [{\"index\": 7, \"embedding\": [1]}]}")) {
      bodies.put("/v1/embeddings", body);
      assertThatThrownBy(() -> probe.embeddings(pod, "minilm", List.of("a", "b")))
          .as(body)
          .isInstanceOf(ClusterUnavailableException.class);
    }
    statuses.put("/v1/embeddings", 429);
    assertThatThrownBy(() -> probe.embeddings(pod, "minilm", List.of("a")))
        .hasMessageContaining("answers 429");
  }

  @Test
  void neitherALongAnswerNorASlowOneHoldsItUp() {
    bodies.put("/metrics", "x".repeat(3_000));
    assertThatThrownBy(() -> probe.inFlight(pod)).hasMessageContaining("longer than 2048 bytes");

    bodies.put("/metrics", ""); // headers come, the body does not
    assertThatThrownBy(() -> probe.inFlight(pod)).hasMessageContaining("within 1000 ms");
  }

  @Test
  void nobodyThereIsNoAnswer() {
    server.stop(0);
    assertThatThrownBy(() -> probe.warm(pod)).isInstanceOf(ClusterUnavailableException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
