package dev.sidestep.quickstart.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Topics;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeProperties.ControlProperties;
import dev.sidestep.node.NodeProperties.DeviceKind;
import dev.sidestep.quickstart.kubernetes.EmbeddedKubernetes;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.service.KafkaSettings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Node, collector, predictor and remediator as four processes; broker, cluster, router and traffic
 * in a fifth. A fan fails, and it ends as in one process: the model has moved, nobody lost a
 * request.
 */
class FourProcessesIT {
  private static final double SPEED = 10;
  private static final int PATIENCE_SECONDS = 240;
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SCENARIO =
      """
      name: fan-failure-soon
      title: The fan of the serving device fails soon and badly
      duration: 20m
      devices:
        - { name: gpu-0, preset: inference-card-70w, sink-factor: 1, tokens-per-second: 240, inlet: 32 }
        - { name: npu-0, preset: npu-card-70w, sink-factor: 1, tokens-per-second: 220, inlet: 30 }
      model:
        name: minilm
        serves-on: [gpu-0]
        start: 20s
        memory-limit-mib: 512
      traffic:
        requests-per-second: 1.5
        burstiness: 0.5
      faults:
        - { kind: fan, device: serving, at: 3m, severity: 2.4, ramp: 2m }
      """;

  @TempDir Path dir;

  @Test
  @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
  void aFanFailureEndsAsItDoesInOneProcess() throws Exception {
    Path scenario = Files.writeString(dir.resolve("scenario.yaml"), SCENARIO);
    WorldPlan plan = YamlScenarios.load(scenario.toString()).resolve(1);
    int nodePort = freePort();
    try (Processes processes = new Processes(dir)) {
      Process sandbox = sandbox(processes, scenario, nodePort);
      String line = processes.await("sandbox", "sandbox: broker", 90);
      String broker = line.replaceAll(".*broker (\\S+),.*", "$1");
      String api = line.replaceAll(".*API (\\S+),.*", "$1");

      processes.start("node", "node", "--config", node(plan, broker, nodePort).toString());
      for (String service : List.of("collector", "predictor", "remediator")) {
        processes.start(service, service, "--config", service(service, broker, api).toString());
      }
      for (String service : List.of("node", "collector", "predictor", "remediator")) {
        processes.await(service, "metrics http://", 90);
      }

      Outcome move = awaitMove(broker, processes);
      assertThat(move.status()).as(move.reason()).isEqualTo(Status.SUCCEEDED);
      assertThat(move.plan().kind()).isEqualTo(Plan.Kind.MOVE);
      assertThat(move.plan().from()).isEqualTo("minilm-gpu");
      assertThat(move.parity()).isNotNull();
      assertThat(weights(api)).isEqualTo(Map.of("minilm-gpu", 0, "minilm-npu", 100));

      sandbox.destroy();
      assertThat(sandbox.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.said("sandbox")).contains(" 0 failed");
      for (String service : List.of("collector", "predictor", "remediator", "node")) {
        assertThat(processes.end(service, 10)).as(service).isTrue();
      }
    }
  }

  private Process sandbox(Processes processes, Path scenario, int nodePort) throws IOException {
    return processes.start(
        "sandbox",
        "sandbox",
        "--scenario=" + scenario,
        "--speed=" + SPEED,
        "--since=" + SINCE,
        "--data=" + dir.resolve("data"),
        "--node=http://127.0.0.1:" + nodePort,
        "--node-token=" + dir.resolve("token"),
        "--broker-port=0",
        "--kubernetes-port=0",
        "--router-port=0",
        "--ops-port=0");
  }

  private Path node(WorldPlan plan, String broker, int port) throws Exception {
    NodeProperties planned =
        PlannedMachine.node(
            plan, Duration.ofMinutes(1), DeviceKind.TWIN, broker, Topics.DEFAULT, SPEED);
    NodeProperties reachable =
        new NodeProperties(
            planned.cluster(),
            planned.name(),
            planned.devices(),
            planned.pods(),
            planned.faults(),
            planned.kafka(),
            new ControlProperties(port, 0, dir.resolve("token")),
            planned.speed(),
            planned.seed());
    return file("node", YamlKeys.of("node", reachable));
  }

  private Path service(String name, String broker, String api) throws IOException {
    String own =
        switch (name) {
          // a busy machine may hold up telemetry for a moment, and a moment is ten here
          case "collector" ->
              """
              collector.frames.grace: 10s
              collector.frames.idle-timeout: 2m
              collector.streams.state-dir: %s
              """
                  .formatted(dir.resolve("streams"));
          case "remediator" ->
              """
              remediator.mode: automatic
              remediator.cluster: %s
              remediator.namespace: %s
              remediator.kubernetes.master-url: %s
              """
                  .formatted(PlannedMachine.CLUSTER, PlannedMachine.NAMESPACE, api);
          default -> "";
        };
    return file(name, own, "kafka.bootstrap-servers: " + broker);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(
        dir.resolve(name + ".yaml"),
        String.join("\n", lines)
            + "\nclock.speed: "
            + SPEED
            + "\nclock.since: \""
            + SINCE
            + "\"\n");
  }

  /** The last record of the first plan that acts. */
  private static Outcome awaitMove(String broker, Processes processes) throws Exception {
    TopicPartition outcomes = new TopicPartition(Topics.DEFAULT.outcomes(), 0);
    List<String> seen = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (KafkaConsumer<byte[], byte[]> consumer =
        KafkaSettings.of(broker, Topics.DEFAULT).consumer("test", "test")) {
      consumer.assign(List.of(outcomes));
      consumer.seekToBeginning(List.of(outcomes));
      while (System.nanoTime() < deadline) {
        processes.assertAllRun();
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
          Outcome outcome = OutcomeCodec.decode(letter.value());
          seen.add(outcome.status() + " " + outcome.reason());
          if (outcome.terminal() && outcome.status() != Status.DECLINED) {
            return outcome;
          }
        }
      }
    }
    throw new AssertionError(
        "no move came to an end in "
            + PATIENCE_SECONDS
            + " s; outcomes "
            + seen
            + "; remediator said "
            + processes.said("remediator")
            + "; predictor said "
            + processes.said("predictor"));
  }

  private static Map<String, Integer> weights(String api) {
    Map<String, Integer> weights = new TreeMap<>();
    try (KubernetesClient client = EmbeddedKubernetes.connect(api)) {
      GenericKubernetesResource route =
          client
              .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
              .inNamespace(PlannedMachine.NAMESPACE)
              .withName("minilm")
              .get();
      List<Map<String, Object>> backends = route.get("spec", "rules", 0, "backendRefs");
      for (Map<String, Object> backend : backends) {
        weights.put((String) backend.get("name"), (Integer) backend.get("weight"));
      }
    }
    return weights;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
