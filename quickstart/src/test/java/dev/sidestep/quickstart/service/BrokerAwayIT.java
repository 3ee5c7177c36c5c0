package dev.sidestep.quickstart.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The four services before there is a broker, with it, and after it has gone. */
class BrokerAwayIT {
  private static final List<String> SERVICES =
      List.of("node", "collector", "predictor", "remediator");

  @TempDir Path dir;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, URI> readiness = new HashMap<>();

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void itIsToldAndReadinessFollows() throws Exception {
    int port = freePort();
    try (Processes processes = new Processes(dir)) {
      for (String service : SERVICES) {
        processes.start(service, service, "--config", file(service, port).toString());
      }
      for (String service : SERVICES) {
        String line = processes.await(service, "metrics http://", 90);
        String metrics = line.replaceAll(".*metrics (http://\\S+)/metrics.*", "$1");
        readiness.put(service, URI.create(metrics + "/readyz"));
        processes.await(service, "kafka.bootstrap-servers is 127.0.0.1:" + port, 30);
        assertThat(status(service)).as(service).isEqualTo(503);
      }
      processes.assertAllRun();

      try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), port)) {
        broker.createTopics(Topics.DEFAULT);
        for (String service : SERVICES) {
          processes.await(service, "127.0.0.1:" + port + " answers after", 60);
        }
        for (String service : List.of("node", "collector", "remediator")) {
          awaitStatus(service, 200);
        }
        refusesASecondOneOnTheSameState(processes, port);
      }

      long gone = System.nanoTime();
      for (String service : SERVICES) {
        awaitStatus(service, 503);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(20));
      processes.assertAllRun();
      for (String service : SERVICES) {
        assertThat(processes.said(service)).as(service).doesNotContain("\tat ");
      }
    }
  }

  private void refusesASecondOneOnTheSameState(Processes processes, int port) throws Exception {
    Process second =
        processes.start("second", "collector", "--config", file("collector", port).toString());
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(3);
    assertThat(processes.said("second").lines().toList())
        .singleElement()
        .asString()
        .startsWith("sidestep: state directory " + dir.resolve("streams") + " is in use by another")
        .contains("(process ")
        .endsWith("; end it or give collector.streams.state-dir another directory");
    processes.forget("second");
  }

  private void awaitStatus(String service, int wanted) throws Exception {
    while (status(service) != wanted) { // the test's own time limit ends it
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private int status(String service) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(readiness.get(service)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private Path file(String service, int port) throws Exception {
    String own =
        switch (service) {
          case "node" ->
              """
              node.kafka.bootstrap-servers: 127.0.0.1:%d
              node.control.token-file: %s
              """
                  .formatted(port, dir.resolve("token"));
          case "collector" -> "collector.streams.state-dir: " + dir.resolve("streams");
          case "remediator" -> "remediator.kubernetes.master-url: http://127.0.0.1:9";
          default -> "";
        };
    String broker = service.equals("node") ? "" : "\nkafka.bootstrap-servers: 127.0.0.1:" + port;
    return Files.writeString(dir.resolve(service + ".yaml"), own + broker);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
