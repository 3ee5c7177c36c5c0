package dev.sidestep.quickstart.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.quickstart.clock.VirtualClock;
import dev.sidestep.quickstart.kubernetes.ClusterSeed;
import dev.sidestep.quickstart.kubernetes.EmbeddedKubernetes;
import dev.sidestep.quickstart.kubernetes.VariantSeed;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRouterIT {
  private static final String MODEL = "minilm";
  private final CollectorRegistry registry = new CollectorRegistry();
  private final List<HttpServer> pods = new ArrayList<>();
  private EmbeddedKubernetes kubernetes;
  private HttpRouter router;

  @BeforeEach
  void start() {
    kubernetes =
        EmbeddedKubernetes.inMemory(new VirtualClock(Instant.parse("2026-01-01T00:00:00Z")));
    kubernetes.seed(
        new ClusterSeed(
            "demo",
            List.of(
                new VariantSeed(
                    MODEL, "minilm-gpu", DeviceClass.GPU, "device/local/gpu-0", 0, 100, 1))));
    Router turns = new Router();
    router =
        HttpRouter.open(
            0,
            new KubernetesRoutes(kubernetes.client(), kubernetes::writes, "demo", turns),
            turns,
            new RouterMetrics(registry),
            Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    router.close();
    pods.forEach(pod -> pod.stop(0));
    kubernetes.close();
  }

  @Test
  void passesRequestAndAnswerThrough() throws Exception {
    ready("gpu-0", pod(200, "{\"data\":[]}"));
    HttpResponse<String> response = post("{\"model\":\"minilm\",\"input\":\"hello\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"data\":[]}");
    assertThat(count("answered")).isEqualTo(1);
  }

  @Test
  void sendsOnceMoreWhenAPodSaysThatItIsGoing() throws Exception {
    ready("gpu-0", pod(503, "{}"));
    ready("gpu-1", pod(200, "{\"ok\":1}"));
    assertThat(post("{\"model\":\"minilm\"}").body()).isEqualTo("{\"ok\":1}");
    assertThat(retries("unavailable")).isEqualTo(1);
  }

  @Test
  void losesNothingWhenOneOfTwoPodsDies() throws Exception {
    ready("gpu-0", closedPort());
    ready("gpu-1", pod(200, "{\"ok\":1}"));
    for (int i = 0; i < 20; i++) {
      assertThat(post("{\"model\":\"minilm\"}").statusCode()).isEqualTo(200);
    }
    assertThat(retries("connection")).isEqualTo(10);
    assertThat(count("failed")).isZero();
  }

  @Test
  void givesUpAnAnswerThatStallsAndSendsTheRequestToNobodyElse() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ready("gpu-0", stalling(ended));
    ready("gpu-1", stalling(ended));
    try {
      assertThat(post("{\"model\":\"minilm\"}").statusCode()).isEqualTo(504);
      assertThat(count("failed")).isEqualTo(1);
      assertThat(retries("connection") + retries("unavailable")).isZero();
    } finally {
      ended.countDown();
    }
  }

  @Test
  void passesOnThatAPodIsFull() throws Exception {
    ready("gpu-0", pod(429, "{}"));
    HttpResponse<String> response = post("{\"model\":\"minilm\"}");
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    assertThat(post("{\"model\":\"minilm\"}").statusCode()).as("no pod").isEqualTo(503);
    assertThat(post("not json").statusCode()).isEqualTo(400);
    assertThat(post("{\"model\":7}").statusCode()).isEqualTo(400);
    assertThat(post("x".repeat((1 << 20) + 10)).statusCode()).isEqualTo(400);
    assertThat(post("{\"model\":\"other\"}").statusCode()).isEqualTo(503);
    HttpRequest page =
        HttpRequest.newBuilder(uri())
            .header("Origin", "http://evil.example")
            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"minilm\"}"))
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(page, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  private int pod(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/embeddings",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          }
        });
    server.start();
    pods.add(server);
    return server.getAddress().getPort();
  }

  /** A pod that sends its headers and half of its body. */
  private int stalling(CountDownLatch ended) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/embeddings",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    pods.add(server);
    return server.getAddress().getPort();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void ready(String name, int port) {
    kubernetes
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace("demo")
                .withName(name)
                .addToLabels("sidestep.dev/variant", "minilm-gpu")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("server")
                .addNewPort()
                .withContainerPort(port)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP("127.0.0.1")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build())
        .create();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + router.port() + "/v1/embeddings");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri()).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private double count(String outcome) {
    return registry.getSampleValue(
        "sidestep_router_requests_total", new String[] {"outcome"}, new String[] {outcome});
  }

  private double retries(String reason) {
    return registry.getSampleValue(
        "sidestep_router_retries_total", new String[] {"reason"}, new String[] {reason});
  }
}
