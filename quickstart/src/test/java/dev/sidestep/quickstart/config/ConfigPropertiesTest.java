package dev.sidestep.quickstart.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.quickstart.clock.ScaledClock;
import dev.sidestep.remediator.RemediatorProperties;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfigPropertiesTest {
  @Test
  void aNodesFileNamesDevicesAndFaults() {
    NodeProperties node =
        YamlFile.of(
                "node.yaml",
                """
                node:
                  cluster: lab
                  devices:
                    - { name: gpu-0, preset: inference-card-70w, sink-factor: 1.2 }
                  faults:
                    - { kind: fan-failure, target: gpu-0, start: 5m, amount: 3, ramp: 20s }
                  pods: { start-time: 3s }
                  kafka: { bootstrap-servers: "broker:9092" }
                """,
                "node")
            .section("node", NodeProperties.defaults());
    assertThat(node.cluster()).isEqualTo("lab");
    assertThat(node.devices().get(0).sinkFactor()).isEqualTo(1.2);
    assertThat(node.faults().get(0).kind()).isEqualTo(NodeProperties.FaultKind.FAN_FAILURE);
    assertThat(node.pods().startTime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(node.pods().queueCapacity()).isEqualTo(64);
    assertThat(node.kafka().settings().bootstrapServers()).isEqualTo("broker:9092");
  }

  @Test
  void aWrongValueIsRefusedInTheRecordsOwnWords() {
    assertThatThrownBy(
            () ->
                YamlFile.of("c.yaml", "collector:\n  frames: { future-skew: -1s }\n", "collector")
                    .section("collector", CollectorProperties.defaults()))
        .hasMessageStartingWith("c.yaml: collector.frames.future-skew is PT-1S");
    assertThatThrownBy(
            () ->
                YamlFile.of("r.yaml", "remediator:\n  mode: autmatic\n", "remediator")
                    .section("remediator", RemediatorProperties.defaults()))
        .hasMessageStartingWith("r.yaml:2: remediator.mode is 'autmatic'; give one of observe");
  }

  @Test
  void aFasterClockNeedsAnInstantThatAllShare() {
    assertThatThrownBy(
            () ->
                YamlFile.of("c.yaml", "clock: { speed: 10 }", "clock")
                    .section("clock", ClockProperties.defaults()))
        .hasMessageContaining("without clock.since");
    ClockProperties fast =
        YamlFile.of("c.yaml", "clock: { speed: 10, since: \"2026-01-01T00:00:00Z\" }", "clock")
            .section("clock", ClockProperties.defaults());
    assertThat(fast.clock()).isInstanceOf(ScaledClock.class);
    assertThat(ClockProperties.defaults().clock()).isEqualTo(Clock.systemUTC());
  }
}
