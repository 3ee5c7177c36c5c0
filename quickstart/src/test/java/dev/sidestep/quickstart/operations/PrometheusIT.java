package dev.sidestep.quickstart.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.OpsServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our rules in a real Prometheus with a real Alertmanager. */
@Tag("prometheus")
class PrometheusIT {
  private static final Path BIN = Path.of("/usr/bin");
  private static final List<String> NEEDED =
      List.of("prometheus", "promtool", "prometheus-alertmanager", "amtool");

  @TempDir private Path dir;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @BeforeAll
  static void needsPrometheus() {
    List<String> absent =
        NEEDED.stream().filter(name -> !Files.isExecutable(BIN.resolve(name))).toList();
    if (!absent.isEmpty()) {
      System.err.println(
          "SKIPPED: Prometheus tests need "
              + absent
              + " in /usr/bin; install prometheus and prometheus-alertmanager");
    }
    assumeTrue(absent.isEmpty(), "no Prometheus");
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void acceptsRulesConfigurationsAndTheRulesOwnTests() throws Exception {
    Path dashboards = OperationsFiles.ROOT.resolve("dashboards");
    run("promtool", "check", "config", dashboards.resolve("prometheus/prometheus.yml").toString());
    run("promtool", "test", "rules", dashboards.resolve("prometheus/sidestep.test.yml").toString());
    run("amtool", "check-config", dashboards.resolve("alertmanager/alertmanager.yml").toString());
  }

  @Test
  void anAlertOfOursReachesAlertmanager() throws Exception {
    CollectorRegistry registry = new CollectorRegistry();
    DeadLetterCounter letters = new DeadLetterCounter(registry);
    letters.watch("sidestep.frames");
    OpsServer service =
        keep(
            new OpsServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry, () -> true));
    int alertmanager = alertmanager();
    int prometheus = prometheus(service.port(), alertmanager);
    await(
        "http://127.0.0.1:%d/api/v1/query?query=sidestep_deadletter_total".formatted(prometheus),
        answer -> answer.at("/data/result").size() == Reason.values().length);

    letters.count("sidestep.frames", Reason.NEWER_VERSION);

    JsonNode alert =
        await(
                "http://127.0.0.1:%d/api/v2/alerts?filter=alertname=SidestepDeadLetters"
                    .formatted(alertmanager),
                answer -> answer.size() > 0)
            .get(0);
    assertThat(alert.at("/labels/topic").asText()).isEqualTo("sidestep.frames");
    assertThat(alert.at("/annotations/summary").asText())
        .isEqualTo("Records of sidestep.frames cannot be read (newer_version)");
    assertThat(alert.at("/receivers/0/name").asText()).isEqualTo("chat");
    JsonNode rules =
        await(
            "http://127.0.0.1:%d/api/v1/rules".formatted(prometheus),
            answer -> answer.at("/data/groups").size() == 4);
    assertThat(rules.findValuesAsText("health")).doesNotContain("err").contains("ok");
  }

  private int alertmanager() throws IOException {
    int port = freePort();
    keep(
        start(
            "prometheus-alertmanager",
            "--config.file="
                + OperationsFiles.ROOT.resolve("dashboards/alertmanager/alertmanager.yml"),
            "--storage.path=" + dir.resolve("alertmanager"),
            "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:" + port));
    return port;
  }

  private int prometheus(int service, int alertmanager) throws IOException {
    int port = freePort();
    Path config = dir.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: { scrape_interval: 500ms, evaluation_interval: 500ms, external_labels: { installation: test } }
        rule_files: ["%s"]
        alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:%d"] }] }] }
        scrape_configs:
          - job_name: sidestep-collector
            static_configs: [{ targets: ["127.0.0.1:%d"] }]
        """
            .formatted(
                OperationsFiles.ROOT.resolve("dashboards/prometheus/rules/sidestep.yml"),
                alertmanager,
                service));
    keep(
        start(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + dir.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port));
    return port;
  }

  private AutoCloseable start(String program, String... arguments) throws IOException {
    Path log = dir.resolve(program + ".log");
    Process process =
        new ProcessBuilder(command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return () -> {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    };
  }

  private void run(String program, String... arguments) throws Exception {
    Path log = dir.resolve(program + ".log");
    Process process =
        new ProcessBuilder(command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static String[] command(String program, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = BIN.resolve(program).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return command;
  }

  /** Asks until the answer is as wanted, for a minute at most. */
  private JsonNode await(String url, Predicate<JsonNode> wanted) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    String last = "nothing";
    for (int i = 0; i < 200; i++) {
      try {
        last = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        JsonNode answer = new ObjectMapper().readTree(last);
        if (wanted.test(answer)) {
          return answer;
        }
      } catch (IOException e) {
        last = e.toString(); // not up yet
      }
      new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError(url + " last said " + last + logs());
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path log :
        Arrays.asList(dir.toFile().listFiles((at, name) -> name.endsWith(".log"))).stream()
            .map(java.io.File::toPath)
            .toList()) {
      all.append("\n").append(log.getFileName()).append(":\n").append(Files.readString(log));
    }
    return all.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.push(closeable);
    return closeable;
  }
}
