package dev.sidestep.node;

import dev.sidestep.contracts.Topics;
import dev.sidestep.device.DevicePresets;
import dev.sidestep.device.DeviceSpec;
import dev.sidestep.node.fault.Fault;
import dev.sidestep.node.fault.FaultSchedule;
import dev.sidestep.service.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a node. What a file leaves out (null, or 0 where 0 means nothing) takes its
 * default.
 *
 * @param cluster the cluster's name in every target
 * @param name the machine's name
 * @param speed how much faster than the wall the node's clock runs; 1 is real time
 * @param seed of the sensors' noise
 */
public record NodeProperties(
    String cluster,
    String name,
    List<DeviceProperties> devices,
    PodProperties pods,
    List<FaultProperties> faults,
    KafkaProperties kafka,
    ControlProperties control,
    double speed,
    long seed) {

  public NodeProperties {
    cluster = text(cluster, "local");
    name = text(name, "node-0");
    devices = devices == null ? List.of() : List.copyOf(devices);
    pods = pods == null ? PodProperties.defaults() : pods;
    faults = faults == null ? List.of() : List.copyOf(faults);
    faults.forEach(FaultProperties::toFault); // refuses what cannot be
    kafka = kafka == null ? KafkaProperties.defaults() : kafka;
    control = control == null ? ControlProperties.defaults() : control;
    speed = number(speed, 1);
    within("node.speed", speed, 0.01, 1000);
    if (devices.stream().map(DeviceProperties::name).distinct().count() < devices.size()) {
      throw new IllegalArgumentException(
          "node.devices names a device twice: "
              + devices.stream().map(DeviceProperties::name).toList()
              + "; give each its own name");
    }
  }

  /** A machine without devices; add them with {@link #withDevices}. */
  public static NodeProperties defaults() {
    return new NodeProperties(
        "local",
        "node-0",
        List.of(),
        PodProperties.defaults(),
        List.of(),
        KafkaProperties.defaults(),
        ControlProperties.defaults(),
        1,
        0);
  }

  public NodeProperties withDevices(List<DeviceProperties> others) {
    return new NodeProperties(cluster, name, others, pods, faults, kafka, control, speed, seed);
  }

  public NodeProperties withFaults(List<FaultProperties> others) {
    return new NodeProperties(cluster, name, devices, pods, others, kafka, control, speed, seed);
  }

  public FaultSchedule faultSchedule() {
    return new FaultSchedule(faults.stream().map(FaultProperties::toFault).toList());
  }

  /** Whether a device is simulated or the machine's own. */
  public enum DeviceKind {
    TWIN,
    MEASURED_CPU
  }

  /**
   * One device.
   *
   * @param name its own on this machine; needed
   * @param kind left out: twin
   * @param preset for a twin: a name of {@link DevicePresets}, such as {@code npu-card-70w} or
   *     {@code server-cpu-280w}; left out: {@code inference-card-70w}
   * @param sinkFactor for a twin: how much worse than usual it is cooled; left out: 1, as usual
   * @param ambientCelsius for a twin: the air at its inlet; left out: 35
   * @param startLoad for a twin: the load it comes from, 0..1; it starts as warm as that made it;
   *     left out: 0
   * @param peakTokensPerSecond for a twin: 0, or left out, takes the preset's
   * @param sensorNoiseKelvin for a twin: standard deviation of its temperature sensor; left out: 0,
   *     no noise
   */
  public record DeviceProperties(
      String name,
      DeviceKind kind,
      String preset,
      Double sinkFactor,
      Double ambientCelsius,
      double startLoad,
      double peakTokensPerSecond,
      double sensorNoiseKelvin) {
    public DeviceProperties {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("node.devices[].name is missing; name the device");
      }
      kind = kind == null ? DeviceKind.TWIN : kind;
      preset = text(preset, DevicePresets.INFERENCE_CARD);
      sinkFactor = sinkFactor == null ? 1 : sinkFactor;
      ambientCelsius = ambientCelsius == null ? DevicePresets.SERVER_INLET_CELSIUS : ambientCelsius;
      within("sink-factor of device " + name, sinkFactor, 0.1, 10);
      within("ambient-celsius of device " + name, ambientCelsius, -20, 60);
      within("start-load of device " + name, startLoad, 0, 1);
      within("peak-tokens-per-second of device " + name, peakTokensPerSecond, 0, 1e9);
      within("sensor-noise-kelvin of device " + name, sensorNoiseKelvin, 0, 5);
      DevicePresets.byName(preset);
    }

    /** A twin of a preset as it comes, with a sensor that errs by 0.2 K. */
    public static DeviceProperties twin(String name, String preset) {
      return new DeviceProperties(
          name, DeviceKind.TWIN, preset, 1.0, DevicePresets.SERVER_INLET_CELSIUS, 0, 0, 0.2);
    }

    public static DeviceProperties measuredCpu(String name) {
      return new DeviceProperties(
          name, DeviceKind.MEASURED_CPU, "", 1.0, DevicePresets.SERVER_INLET_CELSIUS, 0, 0, 0);
    }

    /** The twin's physics. */
    public DeviceSpec spec() {
      DeviceSpec spec = DevicePresets.byName(preset).withSink(sinkFactor);
      return peakTokensPerSecond > 0 ? spec.withPeakTokensPerSecond(peakTokensPerSecond) : spec;
    }
  }

  /**
   * How pods behave.
   *
   * @param startTime from the order to start until the model is loaded, at least
   * @param queueCapacity requests that wait at a pod before it answers 429
   * @param drainQuiet how long nothing may be in flight before a draining pod stops
   * @param baseMemoryBytes what a pod of the model takes
   */
  public record PodProperties(
      Duration startTime, int queueCapacity, Duration drainQuiet, long baseMemoryBytes) {
    public PodProperties {
      startTime = startTime == null ? Duration.ofSeconds(8) : startTime;
      queueCapacity = queueCapacity == 0 ? 64 : queueCapacity;
      drainQuiet = drainQuiet == null ? Duration.ofSeconds(2) : drainQuiet;
      baseMemoryBytes = baseMemoryBytes == 0 ? 256L << 20 : baseMemoryBytes;
      if (startTime.isNegative() || drainQuiet.isNegative()) {
        throw new IllegalArgumentException(
            "node.pods.start-time and drain-quiet are "
                + startTime
                + " and "
                + drainQuiet
                + "; they must be zero or longer");
      }
      within("node.pods.queue-capacity", queueCapacity, 1, 100_000);
      within("node.pods.base-memory-bytes", (double) baseMemoryBytes, 1, 1e15);
    }

    public static PodProperties defaults() {
      return new PodProperties(Duration.ofSeconds(8), 64, Duration.ofSeconds(2), 256L << 20);
    }
  }

  /** The kinds of faults a file can ask for. */
  public enum FaultKind {
    FAN_FAILURE,
    HOT_INLET,
    POWER_CAP,
    MEMORY_LEAK,
    TELEMETRY_LOST
  }

  /**
   * One fault, as a file says it.
   *
   * @param target name of the device, pod, variant or model
   * @param start after the start of the node
   * @param lasts null: for good
   * @param amount airflow factor, kelvin, power limit ratio or bytes/s, by kind
   * @param ramp how long it takes to reach the amount; fan and inlet only
   */
  public record FaultProperties(
      FaultKind kind,
      String target,
      Duration start,
      @Nullable Duration lasts,
      double amount,
      Duration ramp) {
    public FaultProperties {
      if (kind == null || target == null || start == null) {
        throw new IllegalArgumentException(
            "node.faults[] lacks kind, target or start: kind "
                + kind
                + ", target "
                + target
                + ", start "
                + start
                + "; give all three");
      }
      ramp = ramp == null ? Duration.ZERO : ramp;
    }

    Fault toFault() {
      Duration end = lasts == null ? null : start.plus(lasts);
      return switch (kind) {
        case FAN_FAILURE -> new Fault.FanFailure(target, start, end, amount, ramp);
        case HOT_INLET -> new Fault.HotInlet(target, start, end, amount, ramp);
        case POWER_CAP -> new Fault.PowerCap(target, start, end, amount);
        case MEMORY_LEAK -> new Fault.MemoryLeak(target, start, end, amount);
        case TELEMETRY_LOST -> new Fault.TelemetryLost(target, start, end);
      };
    }
  }

  /** Where telemetry goes. */
  public record KafkaProperties(
      String bootstrapServers, String topicPrefix, Map<String, String> properties) {
    public KafkaProperties {
      bootstrapServers = text(bootstrapServers, "127.0.0.1:9092");
      topicPrefix = text(topicPrefix, Topics.DEFAULT.prefix());
      properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    public static KafkaProperties defaults() {
      return new KafkaProperties("127.0.0.1:9092", Topics.DEFAULT.prefix(), Map.of());
    }

    public KafkaSettings settings() {
      return new KafkaSettings(bootstrapServers, new Topics(topicPrefix), properties);
    }
  }

  /**
   * The node's own ports, on the loopback interface.
   *
   * @param port of the control interface; 0 takes a free one
   * @param opsPort of metrics and probes; 0 takes a free one
   * @param tokenFile holds the bearer token of the control interface; it is written with a new
   *     token where it does not exist
   */
  public record ControlProperties(int port, int opsPort, Path tokenFile) {
    public ControlProperties {
      within("node.control.port", port, 0, 65_535);
      within("node.control.ops-port", opsPort, 0, 65_535);
      tokenFile = tokenFile == null ? Path.of(".sidestep", "node.token") : tokenFile;
    }

    public static ControlProperties defaults() {
      return new ControlProperties(0, 0, Path.of(".sidestep", "node.token"));
    }
  }

  private static String text(@Nullable String given, String otherwise) {
    return given == null || given.isBlank() ? otherwise : given;
  }

  private static double number(double given, double otherwise) {
    return given == 0 ? otherwise : given;
  }

  private static void within(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          field + " is " + value + "; it must lie in " + min + ".." + max);
    }
  }
}
