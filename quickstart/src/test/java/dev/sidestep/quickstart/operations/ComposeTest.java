package dev.sidestep.quickstart.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.contracts.Topics;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.quickstart.command.Bodies;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.SidestepCommand;
import dev.sidestep.quickstart.config.ClockProperties;
import dev.sidestep.quickstart.config.KafkaProperties;
import dev.sidestep.quickstart.config.OpsProperties;
import dev.sidestep.quickstart.config.YamlFile;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.remediator.RemediatorProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docker-compose.yml against the repository: there is no Docker where the tests run. */
@SuppressWarnings("unchecked") // what YAML gives has no types
class ComposeTest {
  private static final Set<String> SERVICES =
      Set.of("node", "collector", "predictor", "remediator");
  private static final Path ROOT = OperationsFiles.ROOT;

  private static Map<String, Map<String, Object>> services;
  private static Map<String, Object> compose;

  @BeforeAll
  static void read() throws IOException {
    compose = OperationsFiles.yaml("docker-compose.yml");
    services = (Map<String, Map<String, Object>>) compose.get("services");
  }

  @Test
  void hasBrokerServicesAndWatchers() {
    assertThat(services.keySet())
        .containsAll(SERVICES)
        .contains("broker", "sandbox", "prometheus", "alertmanager", "grafana", "otel-collector");
  }

  @Test
  void imagesArePinnedToAVersionAndTheBrokerIsTheOneThatTheClientsAreBuiltFor() throws IOException {
    services.forEach(
        (name, service) ->
            assertThat((String) service.get("image"))
                .as(name)
                .matches("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+"));
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    String image = (String) services.get("broker").get("image");
    assertThat(parent)
        .contains("<kafka.version>" + image.substring(image.indexOf(':') + 1) + "</kafka.version>");
    assertThat(Files.readString(ROOT.resolve("Dockerfile")).lines())
        .filteredOn(line -> line.startsWith("FROM"))
        .hasSize(2)
        .allMatch(
            line -> line.matches("FROM [a-z0-9/-]+:\\d+\\.\\d+\\.\\d+[A-Za-z0-9_.-]*( AS build)?"));
  }

  @Test
  void publishesOnLoopbackOnlyAndEachPortOnce() {
    List<String> published = new ArrayList<>();
    services.forEach((name, service) -> published.addAll(list(service, "ports")));
    assertThat(published).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    assertThat(published.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
    services.forEach(
        (name, service) -> {
          if (service.containsKey("network_mode")) {
            assertThat(list(service, "ports")).as(name + " has another's network").isEmpty();
          }
        });
  }

  @Test
  void mountsOnlyWhatTheRepositoryHasAndVolumesThatAreDeclared() {
    Map<String, Object> volumes = (Map<String, Object>) compose.get("volumes");
    Set<String> used = new TreeSet<>();
    mounts()
        .forEach(
            (name, sources) ->
                sources.forEach(
                    (inside, source) -> {
                      if (source.startsWith("./")) {
                        assertThat(ROOT.resolve(source)).as(name).exists();
                      } else {
                        used.add(source);
                      }
                    }));
    assertThat(used).containsExactlyInAnyOrderElementsOf(volumes.keySet());
  }

  @Test
  void ownServicesRunWithAReadOnlyRootAndWithoutPrivileges() {
    services.forEach(
        (name, service) -> {
          if (((String) service.get("image")).startsWith("sidestep:")) {
            assertThat(service).as(name).containsEntry("read_only", true);
            assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
            assertThat(list(service, "tmpfs").toString()).as("natives need exec").contains("exec");
          }
        });
  }

  @Test
  void commandsAreRealOnesWithFilesThatAreMountedAndThatTheServicesTake() {
    for (String name : services.keySet()) {
      Map<String, Object> service = services.get(name);
      if (((String) service.get("image")).startsWith("sidestep:")) {
        List<String> command = list(service, "command");
        CommandLine.ParseResult parsed = line().parseArgs(command.toArray(new String[0]));
        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(name);
        if (SERVICES.contains(name)) {
          String file = command.get(command.indexOf("--config") + 1);
          assertThat(mounts().get(name)).as(name).containsKey(file);
          readAsTheServiceDoes(name, ROOT.resolve(mounts().get(name).get(file)));
        }
      }
    }
  }

  @Test
  void theMachineIsThatOfTheSandboxsScenario() throws IOException {
    List<String> command = list(services.get("sandbox"), "command");
    String scenario = command.get(command.indexOf("--scenario") + 1);
    NodeProperties node =
        YamlFile.read(ROOT.resolve("deploy/compose/node.yaml"), "node")
            .section("node", NodeProperties.defaults());
    RemediatorProperties remediator =
        YamlFile.read(ROOT.resolve("deploy/compose/remediator.yaml"), "remediator", "kafka", "ops")
            .section("remediator", RemediatorProperties.defaults());
    assertThat(node.devices())
        .extracting(device -> device.name() + " " + device.preset())
        .containsExactlyInAnyOrderElementsOf(
            YamlScenarios.load(scenario).resolve(1).devices().stream()
                .map(device -> device.name() + " " + device.preset())
                .toList());
    assertThat(node.cluster()).isEqualTo(PlannedMachine.CLUSTER);
    assertThat(remediator.cluster()).isEqualTo(PlannedMachine.CLUSTER);
    assertThat(remediator.namespace()).isEqualTo(PlannedMachine.NAMESPACE);
    assertThat(command)
        .containsSequence("--node", "http://127.0.0.1:" + node.control().port())
        .containsSequence("--node-token", node.control().tokenFile().toString());
  }

  @Test
  void prometheusScrapesThePortsThatTheServicesOpen() throws IOException {
    Map<String, String> targets = new TreeMap<>();
    for (Map<String, Object> job :
        (List<Map<String, Object>>)
            OperationsFiles.yaml("dashboards/prometheus/prometheus.yml").get("scrape_configs")) {
      List<Map<String, List<String>>> configs =
          (List<Map<String, List<String>>>) job.get("static_configs");
      targets.put((String) job.get("job_name"), configs.get(0).get("targets").get(0));
    }
    Map<String, String> open = new TreeMap<>();
    for (String name : List.of("collector", "predictor", "remediator")) {
      OpsProperties ops =
          YamlFile.read(ROOT.resolve("deploy/compose/" + name + ".yaml"), name, "kafka", "ops")
              .section("ops", OpsProperties.defaults());
      open.put("sidestep-" + name, ops.address() + ":" + ops.port());
    }
    NodeProperties node =
        YamlFile.read(ROOT.resolve("deploy/compose/node.yaml"), "node")
            .section("node", NodeProperties.defaults());
    List<String> sandbox = list(services.get("sandbox"), "command");
    open.put("sidestep-node", "127.0.0.1:" + node.control().opsPort());
    open.put("sidestep-sandbox", "127.0.0.1:" + sandbox.get(sandbox.indexOf("--ops-port") + 1));
    open.put("prometheus", "127.0.0.1:9090");
    assertThat(targets).isEqualTo(open);
    for (String name : open.keySet()) {
      String service = name.replace("sidestep-", "");
      assertThat(
              service.equals("sandbox")
                  ? "service:sandbox"
                  : services.get(service).get("network_mode"))
          .as("loopback is shared by " + name)
          .isEqualTo("service:sandbox");
    }
  }

  @Test
  void theOpenTelemetryCollectorWritesOtlpToTheTopicThatTheCollectorReads() throws IOException {
    Map<String, Object> otel = OperationsFiles.yaml("dashboards/otel/collector.yml");
    Map<String, Object> kafka =
        ((Map<String, Map<String, Object>>) otel.get("exporters")).get("kafka");
    assertThat((Map<String, Object>) kafka.get("metrics"))
        .containsEntry("topic", Topics.DEFAULT.telemetry())
        .containsEntry("encoding", "otlp_proto");
    assertThat((List<String>) kafka.get("brokers")).containsExactly(KAFKA_INSIDE);
    Map<String, Object> environment =
        (Map<String, Object>) services.get("broker").get("environment");
    assertThat((String) environment.get("KAFKA_ADVERTISED_LISTENERS"))
        .contains("INSIDE://" + KAFKA_INSIDE);
  }

  private static final String KAFKA_INSIDE = "broker:9092";

  private static void readAsTheServiceDoes(String name, Path path) {
    if (name.equals("node")) {
      NodeProperties node =
          YamlFile.read(path, "node", "clock").section("node", NodeProperties.defaults());
      assertThat(node.kafka().bootstrapServers()).isEqualTo(KAFKA_INSIDE);
      return;
    }
    YamlFile file = YamlFile.read(path, name, "kafka", "ops", "clock");
    Record section =
        switch (name) {
          case "collector" -> file.section(name, CollectorProperties.defaults());
          case "predictor" -> file.section(name, PredictorProperties.defaults());
          default -> file.section(name, RemediatorProperties.defaults());
        };
    assertThat(section).isNotNull();
    file.section("clock", ClockProperties.defaults());
    assertThat(file.section("kafka", KafkaProperties.defaults()).settings().bootstrapServers())
        .isEqualTo(KAFKA_INSIDE);
  }

  private static CommandLine line() {
    return SidestepCommand.of(
        new Bodies(none(), none(), none(), none(), none(), none(), none(), none(), none(), none()),
        session -> {});
  }

  private static <O> Body<O> none() {
    return (options, session) -> 0;
  }

  /** For each service what is mounted: path inside, source. */
  private static Map<String, Map<String, String>> mounts() {
    Map<String, Map<String, String>> mounts = new TreeMap<>();
    services.forEach(
        (name, service) -> {
          Map<String, String> sources = new TreeMap<>();
          for (String volume : list(service, "volumes")) {
            String[] parts = volume.split(":", -1);
            sources.put(parts[1], parts[0]);
          }
          mounts.put(name, sources);
        });
    return mounts;
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return (List<String>) service.getOrDefault(key, List.of());
  }
}
