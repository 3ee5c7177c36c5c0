package dev.sidestep.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.collector.frame.Measurement;
import dev.sidestep.collector.naming.NameMap;
import dev.sidestep.collector.naming.Naming;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.MetricPoint;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The name files that ship, read as they ship. */
class CsvNameFilesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final NameMap names =
      new NameMap(CsvNameFiles.read(List.of(), List.of()), "lab", Duration.ofSeconds(5));

  @ParameterizedTest
  @EnumSource(Signal.class)
  void knowsEachSignalOfOurOwnNodes(Signal signal) {
    Target pod = Target.pod("east", "demo", "minilm-gpu-1", "uid-1", DeviceClass.GPU);
    Sample sample = new Sample(pod, signal, NOW, Math.max(signal.min(), 0.5), Source.SIMULATED);
    MetricPoint point =
        TelemetryCodec.decode(TelemetryCodec.encode(List.of(sample))).stream()
            .findFirst()
            .orElseThrow();
    assertThat(named(point)).isEqualTo(Measurement.of(sample));
  }

  @ParameterizedTest
  @EnumSource(Target.Kind.class)
  void knowsEachKindOfTargetOfOurOwnNodes(Target.Kind kind) {
    boolean namespaced = kind == Target.Kind.POD || kind == Target.Kind.MODEL;
    Target target =
        new Target(kind, "east", namespaced ? "demo" : "", "x-1", "uid", DeviceClass.NPU);
    Sample sample = new Sample(target, Signal.DEVICE_POWER, NOW, 9, Source.MODELLED);
    MetricPoint point = TelemetryCodec.decode(TelemetryCodec.encode(List.of(sample))).get(0);
    assertThat(named(point).target()).isEqualTo(target);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // metric, sender's value, signal, value in our unit
    "DCGM_FI_DEV_GPU_TEMP, 61, DEVICE_TEMPERATURE, 61",
    "DCGM_FI_DEV_GPU_TEMP_CELSIUS, 61, DEVICE_TEMPERATURE, 61",
    "DCGM_FI_DEV_SLOWDOWN_TEMP, 89, DEVICE_TEMPERATURE_LIMIT, 89",
    "DCGM_FI_DEV_GPU_TEMP_LIMIT, -3, THERMAL_MARGIN, -3",
    "DCGM_FI_DEV_POWER_USAGE, 310.5, DEVICE_POWER, 310.5",
    "DCGM_FI_DEV_GPU_UTIL, 87, DEVICE_UTILIZATION, 0.87",
    "DCGM_FI_DEV_CLOCKS_EVENT_REASONS, 36, DEVICE_THERMAL_THROTTLING, 1",
    "DCGM_FI_DEV_CLOCKS_EVENT_REASONS, 72, DEVICE_THERMAL_THROTTLING, 1",
    "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS, 12, DEVICE_THERMAL_THROTTLING, 0",
    "DCGM_FI_DEV_CLOCKS_EVENT_REASON_HW_THERM_SLOWDOWN_NS, 2e9, DEVICE_THERMAL_THROTTLING, 2",
    "DCGM_FI_DEV_THERMAL_VIOLATION, 5e8, DEVICE_THERMAL_THROTTLING, 0.5",
  })
  void readsDcgm(String metric, double value, Signal signal, double expected) {
    Measurement measurement =
        named(
            point(
                metric,
                value,
                Map.of("gpu", "0", "UUID", "GPU-604ac76c", "pod", "user", "namespace", "demo")));
    assertThat(measurement.target())
        .isEqualTo(Target.device("lab", "GPU-604ac76c", DeviceClass.GPU));
    assertThat(measurement.series().signal()).isEqualTo(signal);
    assertThat(measurement.value()).isEqualTo(expected);
    assertThat(measurement.source()).isEqualTo(Source.MEASURED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gpu_junction_temperature, 55, DEVICE_TEMPERATURE, 55",
    "amd_gpu_edge_temperature, 48, DEVICE_TEMPERATURE, 48",
    "gpu_package_power, 420, DEVICE_POWER, 420",
    "gpu_energy_consumed, 5e6, DEVICE_POWER, 5",
    "gpu_gfx_activity, 50, DEVICE_UTILIZATION, 0.5",
    "gpu_violation_socket_thermal_residency_percentage, 25, DEVICE_THERMAL_THROTTLING, 0.25",
  })
  void readsAmd(String metric, double value, Signal signal, double expected) {
    Measurement measurement =
        named(
            point(
                metric,
                value,
                Map.of("gpu_id", "0", "serial_number", "692251001124", "hostname", "n1")));
    assertThat(measurement.target())
        .isEqualTo(Target.device("lab", "692251001124", DeviceClass.GPU));
    assertThat(measurement.series().signal()).isEqualTo(signal);
    assertThat(measurement.value()).isEqualTo(expected);
  }

  @Test
  void readsAnAmdDeviceWithoutSerialNumberByHost() {
    MetricPoint point = point("gpu_power_usage", 80, Map.of("gpu_id", "3", "hostname", "rack1/n1"));
    assertThat(named(point).target().name()).isEqualTo("rack1-n1-gpu-3");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "npu_chip_info_temperature, 57, DEVICE_TEMPERATURE, 57",
    "npu_chip_info_power, 44.7, DEVICE_POWER, 44.7",
    "npu_chip_info_utilization, 36, DEVICE_UTILIZATION, 0.36",
  })
  void readsHuawei(String metric, double value, Signal signal, double expected) {
    Measurement measurement = named(point(metric, value, Map.of("id", "1", "vdie_id", "")));
    assertThat(measurement.target())
        .isEqualTo(Target.device("lab", "worker-1-npu-1", DeviceClass.NPU));
    assertThat(measurement.series().signal()).isEqualTo(signal);
    assertThat(measurement.value()).isEqualTo(expected);
  }

  @Test
  void readsTheProcessorFromNodeExporter() {
    MetricPoint zone = point("node_thermal_zone_temp", 71, Map.of("type", "x86_pkg_temp"));
    MetricPoint chip =
        point("node_hwmon_temp_crit_celsius", 100, Map.of("chip", "platform_coretemp_0"));
    assertThat(named(zone).target())
        .isEqualTo(Target.device("lab", "worker-1-cpu", DeviceClass.CPU));
    assertThat(named(chip).series().signal()).isEqualTo(Signal.DEVICE_TEMPERATURE_LIMIT);
    assertThat(names.name(point("node_thermal_zone_temp", 40, Map.of("type", "acpitz")), NOW))
        .isInstanceOf(Naming.Unmapped.class);
  }

  @Test
  void readsThePodLineOfCadvisorAndNotItsContainers() {
    Map<String, String> pod = Map.of("namespace", "demo", "pod", "minilm-gpu-1");
    Measurement memory = named(point("container_memory_working_set_bytes", 1e9, pod));
    assertThat(memory.target()).isEqualTo(Target.pod("lab", "demo", "minilm-gpu-1", "", null));
    assertThat(
            names.name(
                point(
                    "container_memory_working_set_bytes",
                    1e9,
                    Map.of("namespace", "demo", "pod", "minilm-gpu-1", "container", "c")),
                NOW))
        .isInstanceOf(Naming.Unmapped.class);
    assertThat(names.name(point("container_memory_working_set_bytes", 1e9, Map.of()), NOW))
        .isInstanceOf(Naming.NoTarget.class);
    assertThat(names.name(point("container_spec_memory_limit_bytes", 0, pod), NOW))
        .isInstanceOf(Naming.Blank.class);
  }

  @Test
  void readsOpenTelemetrysHardwareConventions() {
    Map<String, String> npu = Map.of("hw.id", "npu-0", "hw.type", "gpu", "device.kind", "npu");
    assertThat(named(point("hw.temperature", 44, npu)).target())
        .isEqualTo(Target.device("lab", "npu-0", DeviceClass.NPU));
    Map<String, String> limit =
        Map.of("hw.id", "gpu-0", "hw.type", "gpu", "hw.limit_type", "high.degraded");
    assertThat(named(point("hw.temperature.limit", 90, limit)).series().signal())
        .isEqualTo(Signal.DEVICE_TEMPERATURE_LIMIT);
    Map<String, String> shutdown =
        Map.of("hw.id", "gpu-0", "hw.type", "gpu", "hw.limit_type", "high.critical");
    assertThat(names.name(point("hw.temperature.limit", 95, shutdown), NOW))
        .isInstanceOf(Naming.Unmapped.class);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775794", "9.2233720368547758e18", "140737488355328", "NaN"})
  void dropsBlanks(double blank) {
    assertThat(names.name(point("DCGM_FI_DEV_MEMORY_TEMP", blank, Map.of("UUID", "GPU-1")), NOW))
        .isInstanceOf(Naming.Unmapped.class);
    for (String known :
        List.of(
            "DCGM_FI_DEV_GPU_TEMP",
            "DCGM_FI_DEV_SLOWDOWN_TEMP",
            "DCGM_FI_DEV_CLOCKS_EVENT_REASONS",
            "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS")) {
      assertThat(names.name(point(known, blank, Map.of("UUID", "GPU-1")), NOW))
          .as(known)
          .isInstanceOf(Naming.Blank.class);
    }
  }

  @Test
  void refusesWhatCannotBeTrueWithItsReason() {
    Map<String, String> gpu = Map.of("UUID", "GPU-1");
    assertThat(refusal(point("DCGM_FI_DEV_GPU_TEMP", 5000, gpu))).isEqualTo(Reason.INVALID_VALUE);
    assertThat(refusal(point("DCGM_FI_DEV_GPU_TEMP", 50, gpu, Instant.EPOCH)))
        .isEqualTo(Reason.INVALID_VALUE);
    assertThat(refusal(point("DCGM_FI_DEV_GPU_TEMP", 50, gpu, NOW.plusMillis(5001))))
        .isEqualTo(Reason.FUTURE_TIME);
    assertThat(names.name(point("DCGM_FI_DEV_GPU_TEMP", 50, gpu, NOW.plusMillis(5000)), NOW))
        .isInstanceOf(Naming.Named.class);
    assertThat(refusal(point("hw.power", 50, Map.of("hw.id", "x", "device.kind", "toaster"))))
        .isEqualTo(Reason.INVALID_VALUE);
    assertThat(
            refusal(
                point("hw.power", 50, Map.of("hw.id", "x", "hw.type", "gpu", "source", "dreamt"))))
        .isEqualTo(Reason.INVALID_VALUE);
  }

  /** Read as a running total, 75 J and then 80 J would be a device that takes 5 W, not 80. */
  @Test
  void refusesGrowthWhereATotalIsExpected() {
    Map<String, String> cpu = Map.of("index", "0");
    MetricPoint total = point("node_rapl_package_joules_total", 80, cpu);
    MetricPoint growth =
        new MetricPoint(total.resource(), total.metric(), cpu, total.at(), total.value(), true);
    assertThat(named(total).series().counter()).isEqualTo(total.metric());
    assertThat(refusal(growth)).isEqualTo(Reason.INVALID_VALUE);
  }

  @Test
  void asksAnInstallationsOwnFilesFirst(@TempDir Path directory) throws IOException {
    Path own = directory.resolve("own.csv");
    Files.writeString(
        own,
        """
        metric,where,signal,form,scale,targets
        DCGM_FI_DEV_GPU_TEMP,,DEVICE_TEMPERATURE,gauge,0.1,dcgm
        """);
    NameMap map = new NameMap(CsvNameFiles.read(List.of(own), List.of()), "lab", Duration.ZERO);
    Naming naming = map.name(point("DCGM_FI_DEV_GPU_TEMP", 610, Map.of("UUID", "GPU-1")), NOW);
    assertThat(naming)
        .isInstanceOfSatisfying(
            Naming.Named.class, named -> assertThat(named.measurement().value()).isEqualTo(61));
  }

  /** As docs/signals.md shows it: which container's limit is the pod's cannot be known here. */
  @Test
  void takesTheLimitOfTheContainerThatAnInstallationNames(@TempDir Path directory)
      throws IOException {
    Path own = directory.resolve("own.csv");
    Files.writeString(
        own,
        """
        metric,where,signal,form,scale,targets
        k8s.container.memory_limit,k8s.container.name=server,POD_MEMORY_LIMIT,positive,1,otel-pod
        """);
    NameMap map = new NameMap(CsvNameFiles.read(List.of(own), List.of()), "lab", Duration.ZERO);
    Map<String, String> pod =
        Map.of("k8s.namespace.name", "demo", "k8s.pod.name", "p-1", "k8s.pod.uid", "u");

    assertThat(map.name(limit(pod, "server"), NOW))
        .isInstanceOfSatisfying(
            Naming.Named.class,
            named -> {
              assertThat(named.measurement().series().signal()).isEqualTo(Signal.POD_MEMORY_LIMIT);
              assertThat(named.measurement().target())
                  .isEqualTo(Target.pod("lab", "demo", "p-1", "u", null));
            });
    assertThat(map.name(limit(pod, "sidecar"), NOW)).isInstanceOf(Naming.Unmapped.class);
  }

  private static MetricPoint limit(Map<String, String> pod, String container) {
    Map<String, String> resource = new HashMap<>(pod);
    resource.put("k8s.container.name", container);
    return new MetricPoint(resource, "k8s.container.memory_limit", Map.of(), NOW, 1 << 29, false);
  }

  @Test
  void readsAnInstallationsOwnTargetRules(@TempDir Path directory) throws IOException {
    Path targets = directory.resolve("targets.csv");
    Files.writeString(
        targets,
        """
        rule,when,kind,cluster,namespace,name,uid,class
        rack,,device,{site},,{rack}-{slot},,npu
        """);
    Path own = directory.resolve("own.csv");
    Files.writeString(
        own,
        """
        metric,where,signal,form,scale,targets
        rack_slot_watts,,DEVICE_POWER,gauge,1,rack
        """);
    NameMap map =
        new NameMap(CsvNameFiles.read(List.of(own), List.of(targets)), "lab", Duration.ZERO);
    Naming naming =
        map.name(
            point("rack_slot_watts", 90, Map.of("site", "east", "rack", "r1", "slot", "4")), NOW);
    assertThat(naming)
        .isInstanceOfSatisfying(
            Naming.Named.class,
            named ->
                assertThat(named.measurement().target())
                    .isEqualTo(Target.device("east", "r1-4", DeviceClass.NPU)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "x,,NO_SUCH_SIGNAL,gauge,1,dcgm; NO_SUCH_SIGNAL",
        "x,,DEVICE_POWER,gauge,minus one,dcgm; minus one",
        "x,,DEVICE_POWER,gauge,0,dcgm; positive scale",
        "x,,DEVICE_POWER,gauge,1,nobody; 'nobody' is not known",
        "x,nonsense,DEVICE_POWER,gauge,1,dcgm; condition is 'nonsense'",
      })
  void namesFileAndLineOfARuleThatCannotBeUsed(String line, String says, @TempDir Path directory)
      throws IOException {
    Path own = directory.resolve("own.csv");
    Files.writeString(own, "metric,where,signal,form,scale,targets\n" + line + "\n");
    assertThatThrownBy(() -> CsvNameFiles.read(List.of(own), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own.csv, line 2")
        .hasMessageContaining(says);
  }

  private Measurement named(MetricPoint point) {
    Naming naming = names.name(point, NOW);
    assertThat(naming).isInstanceOf(Naming.Named.class);
    return ((Naming.Named) naming).measurement();
  }

  private Reason refusal(MetricPoint point) {
    Naming naming = names.name(point, NOW);
    assertThat(naming).isInstanceOf(Naming.Refused.class);
    return ((Naming.Refused) naming).why().reason();
  }

  private static MetricPoint point(String metric, double value, Map<String, String> attributes) {
    return point(metric, value, attributes, NOW);
  }

  private static MetricPoint point(
      String metric, double value, Map<String, String> attributes, Instant at) {
    return new MetricPoint(
        Map.of("k8s.node.name", "worker-1"), metric, attributes, at, value, false);
  }
}
