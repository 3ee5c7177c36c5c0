package dev.sidestep.quickstart.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.FanFailureStory;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringConsoleTest {
  private static final ConsoleModel model = new ConsoleModel(FanFailureStory.starting());
  private static boolean ready;
  private static SpringConsole console;

  @BeforeAll
  static void start() throws IOException {
    new FanFailureStory(model).tellUpTo(FanFailureStory.RAISED + 3);
    console =
        SpringConsole.start(ConsoleSettings.onPort(0), model, new CollectorRegistry(), () -> ready);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void servesThePageWithItsPartsAndTheChartLibrary() throws Exception {
    assertThat(get("/").body()).contains("<title>Sidestep</title>");
    for (String part :
        List.of(
            "/assets/js/main.js",
            "/assets/js/chart.js",
            "/assets/console.css",
            "/assets/icon.svg",
            "/vendor/echarts.js")) {
      assertThat(get(part).statusCode()).as(part).isEqualTo(200);
    }
    assertThat(get("/assets/js/main.js").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
  }

  @Test
  void givesTheWholeStateAsJson() throws Exception {
    JsonNode state = new ObjectMapper().readTree(get("/api/state").body());
    assertThat(state.at("/complete").asBoolean()).isTrue();
    assertThat(state.at("/run/scenario").asText()).isEqualTo("fan-failure");
    assertThat(state.at("/run/startedAt").asLong()).isEqualTo(FanFailureStory.START.toEpochMilli());
    assertThat(state.at("/targets/1/source").asText()).isEqualTo("SIMULATED");
    assertThat(state.at("/targets/1/forecast/horizons/1/horizon").asDouble()).isEqualTo(300);
    assertThat(state.at("/warnings/0/warning/eta/p50").asDouble()).isPositive();
    assertThat(state.at("/moves/0/planned").size()).isEqualTo(7);
    assertThat(state.at("/moves/0/routeWeight").asInt()).isEqualTo(100);
    assertThat(state.at("/timing/tick").asInt()).isEqualTo(15);
    assertThat(state.at("/timing/reach").asInt()).isEqualTo(900);
  }

  @Test
  void showsTheMetricsOfTheRegistryAndItsOwn() throws Exception {
    assertThat(get("/metrics").body())
        .contains("sidestep_console_clients 0.0")
        .contains("sidestep_console_clients_ended_total{reason=\"refused\",} 0.0");
  }

  @Test
  void saysWhetherItLivesAndIsReady() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    ready = true;
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void sendsTheHeadersThatKeepOtherSitesOut() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost:1"})
  void refusesAHostNameThatIsNotItsOwn(String host) throws Exception {
    assertThat(raw("/api/state", host)).startsWith("HTTP/1.1 403").contains("\"status\":403");
  }

  @Test
  void refusesTheScriptOfAnotherSite() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/state")).header("Origin", "http://evil.example").build();
    assertThat(send(request).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void onlyReads(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/state"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/assets/js/",
        "/assets/js/../index.html.bak",
        "/assets/js/%2e%2e/%2e%2e/application.properties",
        "/assets/js/..%2f..%2fpom.xml",
        "/assets/js//etc/passwd",
        "/META-INF/MANIFEST.MF",
        "/static/index.html",
        "/assets/js/\\..\\x.js",
        "/%",
        "/assets/js/main.js%00.html"
      })
  void givesNothingAwayAndNoStack(String path) throws Exception {
    String answer = raw(path, "127.0.0.1:" + console.port());
    assertThat(answer).containsPattern("^HTTP/1.1 (400|404)");
    assertThat(answer).doesNotContain("Exception", "at org.", "at java.", "Tomcat", "<html");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n")).strip().lines().count())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void namesTheTakenPortAndTheRemedy() {
    ConsoleSettings same = ConsoleSettings.onPort(console.port());
    assertThatThrownBy(() -> SpringConsole.start(same, model, new CollectorRegistry(), () -> true))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "port "
                + console.port()
                + " of 127.0.0.1 is taken; stop what listens there or choose another with --port");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.port() + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String raw(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request(path, host));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static byte[] request(String path, String host) {
    return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
        .getBytes(UTF_8);
  }
}
