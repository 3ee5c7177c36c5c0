package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.node.NodeProperties.ControlProperties;
import dev.sidestep.node.NodeProperties.DeviceKind;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.NodeProperties.FaultKind;
import dev.sidestep.node.NodeProperties.FaultProperties;
import dev.sidestep.node.NodeProperties.KafkaProperties;
import dev.sidestep.node.NodeProperties.PodProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePropertiesTest {
  @Test
  void defaultsArePinned() {
    assertThat(NodeProperties.defaults())
        .isEqualTo(
            new NodeProperties(
                "local",
                "node-0",
                List.of(),
                new PodProperties(Duration.ofSeconds(8), 64, Duration.ofSeconds(2), 268_435_456),
                List.of(),
                new KafkaProperties("127.0.0.1:9092", "sidestep.", Map.of()),
                new ControlProperties(0, 0, Path.of(".sidestep", "node.token")),
                1,
                0));
  }

  @Test
  void namesArePinned() {
    assertThat(names(NodeProperties.class))
        .containsExactly(
            "cluster", "name", "devices", "pods", "faults", "kafka", "control", "speed", "seed");
    assertThat(names(DeviceProperties.class))
        .containsExactly(
            "name",
            "kind",
            "preset",
            "sinkFactor",
            "ambientCelsius",
            "startLoad",
            "peakTokensPerSecond",
            "sensorNoiseKelvin");
    assertThat(names(PodProperties.class))
        .containsExactly("startTime", "queueCapacity", "drainQuiet", "baseMemoryBytes");
    assertThat(names(FaultProperties.class))
        .containsExactly("kind", "target", "start", "lasts", "amount", "ramp");
    assertThat(names(ControlProperties.class)).containsExactly("port", "opsPort", "tokenFile");
  }

  @Test
  void whatIsLeftOutTakesItsDefault() {
    assertThat(new NodeProperties(null, null, null, null, null, null, null, 0, 0))
        .isEqualTo(NodeProperties.defaults());
    DeviceProperties device = new DeviceProperties("gpu-0", null, null, null, null, 0, 0, 0);
    assertThat(device.kind()).isEqualTo(DeviceKind.TWIN);
    assertThat(device.spec()).isEqualTo(DevicePresets.byName(DevicePresets.INFERENCE_CARD));
    assertThat(device.ambientCelsius()).isEqualTo(35);
  }

  @Test
  void zeroIsAValueAndNotLeftOut() {
    assertThat(device(1.0, 0.0).ambientCelsius()).isZero();
    assertThatThrownBy(() -> device(0.0, 20.0))
        .hasMessageContaining("sink-factor of device gpu-0 is 0.0");
  }

  @Test
  void badValuesStopTheStartByName() {
    assertThatThrownBy(() -> DeviceProperties.twin("gpu-0", "abacus"))
        .hasMessageContaining("device preset 'abacus' does not exist");
    assertThatThrownBy(() -> DeviceProperties.twin("", DevicePresets.NPU_CARD))
        .hasMessageContaining("node.devices[].name is missing");
    assertThatThrownBy(() -> new PodProperties(null, -1, null, 0))
        .hasMessageContaining("node.pods.queue-capacity is -1");
    assertThatThrownBy(() -> new ControlProperties(70_000, 0, null))
        .hasMessageContaining("node.control.port is 70000");
    DeviceProperties twin = DeviceProperties.twin("gpu-0", DevicePresets.NPU_CARD);
    assertThatThrownBy(() -> NodeProperties.defaults().withDevices(List.of(twin, twin)))
        .hasMessageContaining("names a device twice");
    FaultProperties fan =
        new FaultProperties(FaultKind.FAN_FAILURE, "gpu-0", Duration.ZERO, null, 99, null);
    assertThatThrownBy(() -> NodeProperties.defaults().withFaults(List.of(fan)))
        .hasMessageContaining("airflow factor on gpu-0 is 99.0");
  }

  private static List<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(c -> c.getName()).toList();
  }

  private static DeviceProperties device(double sinkFactor, double ambientCelsius) {
    return new DeviceProperties("gpu-0", null, null, sinkFactor, ambientCelsius, 0, 0, 0);
  }
}
