package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsServerTest {
  static {
    // read once in a process, before the first server; the usual five seconds are long for a test
    System.setProperty("sun.net.httpserver.maxReqTime", "1");
  }

  private final CollectorRegistry registry = new CollectorRegistry();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpClient client = HttpClient.newHttpClient();
  private final OpsServer server;

  OpsServerTest() throws IOException {
    server = new OpsServer(loopback(0), registry, ready::get);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsTheMetricsInPrometheusText() throws Exception {
    Counter.build().name("seen").help("Seen").register(registry).inc(3);
    HttpResponse<String> answer = ask("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body()).contains("seen_total 3.0");
  }

  @Test
  void isAliveBeforeItIsReady() throws Exception {
    assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
    ready.set(true);
    assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void isReadOnly() throws Exception {
    HttpResponse<String> answer = ask("POST", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void doesNotKnowOtherPaths() throws Exception {
    assertThat(ask("GET", "/env").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:9400", "127.0.0.1.evil.example", "[::2]"})
  void onLoopbackOnlyAnswersToLoopbacksNames(String host) throws Exception {
    for (String path : List.of("/metrics", "/livez", "/readyz")) {
      assertThat(raw(server.port(), path, host)).startsWith("HTTP/1.1 403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost:1", "LOCALHOST:9400", "[::1]:9400"})
  void aTunnelMayComeFromAnotherPort(String host) throws Exception {
    assertThat(raw(server.port(), "/livez", host)).startsWith("HTTP/1.1 200");
  }

  @Test
  void elsewhereProbesAndPrometheusComeUnderAnyName() throws Exception {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    try (OpsServer open = new OpsServer(everywhere, registry, ready::get)) {
      for (String host : List.of("10.1.2.3:9400", "sidestep-collector.monitoring.svc:9400")) {
        assertThat(raw(open.port(), "/livez", host)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> new OpsServer(loopback(server.port()), registry, ready::get));
  }

  @Test
  void givesItsPortBack() throws IOException {
    int port = server.port();
    server.close();
    try (OpsServer next = new OpsServer(loopback(port), registry, ready::get)) {
      assertThat(next.port()).isEqualTo(port);
    }
  }

  @Test
  void answersProbesWhenManyClientsNeverFinishTheirRequests() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        held.add(socket);
        socket.getOutputStream().write("GET /met".getBytes(US_ASCII));
      }
      assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
      assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isEqualTo("90");
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String raw(int port, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
