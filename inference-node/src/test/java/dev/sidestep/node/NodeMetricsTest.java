package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.pod.PodSpec;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  private static final String[] POD = {"pod", "model", "variant"};
  private static final String[] POD_A = {"pod-a", "minilm", "minilm-gpu"};

  private final CollectorRegistry registry = new CollectorRegistry();
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private NodeRuntime node;

  @BeforeEach
  void open() {
    NodeProperties properties =
        NodeProperties.defaults()
            .withDevices(
                List.of(
                    DeviceProperties.twin("gpu-0", DevicePresets.INFERENCE_CARD),
                    DeviceProperties.measuredCpu("cpu-0")));
    node = NodeRuntime.virtual(properties, new FakeEncoder(), samples -> {}, clock, registry);
    node.start(new PodSpec("demo", "pod-a", "u", "minilm", "minilm-gpu", "gpu-0", 1L << 30));
    node.advance(clock.move(Duration.ofSeconds(9)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void namesArePinned() {
    assertThat(Collections.list(registry.metricFamilySamples()))
        .extracting(family -> family.name)
        .containsExactlyInAnyOrder(
            "inference_requests_running",
            "inference_requests_waiting",
            "inference_memory_bytes",
            "inference_requests",
            "inference_tokens",
            "inference_variant_info",
            "gen_ai_server_request_duration_seconds",
            "device_temperature_celsius",
            "device_temperature_limit_celsius",
            "device_thermal_margin_kelvin",
            "device_power_watts",
            "device_utilization_ratio",
            "device_clock_ratio",
            "device_power_limit_ratio",
            "device_throttle_seconds",
            "device_probe_up");
  }

  @Test
  void outcomesStartAtZeroAndAreCounted() {
    assertThat(requests("ok")).isZero();
    assertThat(requests("refused")).isZero();

    node.offer("pod-a", 1, clock.instant(), 200);
    node.offer("pod-a", 2, clock.instant(), 200);
    node.advance(clock.move(Duration.ofSeconds(1)));
    node.offer("pod-a", 3, clock.instant(), 10_000);
    node.advance(clock.move(Duration.ofSeconds(1)));

    assertThat(requests("ok")).isEqualTo(2);
    assertThat(registry.getSampleValue("inference_requests_running", POD, POD_A)).isEqualTo(1);
    assertThat(registry.getSampleValue("gen_ai_server_request_duration_seconds_sum", POD, POD_A))
        .isEqualTo(0.1 + 0.2);
  }

  @Test
  void whatADeviceDoesNotKnowHasNoLine() {
    MetricFamilySamples power =
        Collections.list(registry.metricFamilySamples()).stream()
            .filter(family -> family.name.equals("device_power_watts"))
            .findFirst()
            .orElseThrow();

    assertThat(power.samples).singleElement().matches(s -> s.labelValues.contains("gpu-0"));
    assertThat(
            registry.getSampleValue(
                "device_probe_up", new String[] {"device", "probe"}, new String[] {"cpu-0", "jdk"}))
        .isNotNull();
  }

  @Test
  void aForgottenPodLeavesNoLine() {
    node.stop("pod-a");

    assertThat(Collections.list(registry.metricFamilySamples()))
        .flatExtracting(family -> family.samples)
        .noneMatch(sample -> sample.labelValues.contains("pod-a"));
  }

  private Double requests(String outcome) {
    return registry.getSampleValue(
        "inference_requests_total",
        new String[] {"pod", "model", "variant", "outcome"},
        new String[] {"pod-a", "minilm", "minilm-gpu", outcome});
  }
}
