package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeProperties.ControlProperties;
import dev.sidestep.node.NodeProperties.DeviceKind;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.NodeProperties.FaultProperties;
import dev.sidestep.node.NodeProperties.KafkaProperties;
import dev.sidestep.node.NodeProperties.PodProperties;
import dev.sidestep.quickstart.kubernetes.ClusterSeed;
import dev.sidestep.quickstart.kubernetes.VariantSeed;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import dev.sidestep.remediator.RemediatorProperties;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.remediator.place.PlacementSettings;
import dev.sidestep.replay.recording.Manifest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a plan means for the machine and for the cluster. */
public final class PlannedMachine {
  /** The name of the demo's cluster in every target. */
  public static final String CLUSTER = "demo";

  /** The namespace that the models live in. */
  public static final String NAMESPACE = "models";

  private static final double SENSOR_NOISE_KELVIN = 0.2;

  private PlannedMachine() {}

  /**
   * The configuration of the machine.
   *
   * @param lead time of the machine before the plan's zero
   * @param cpu whether the CPU is a twin or the machine's own
   * @param speed times the wall's pace
   */
  public static NodeProperties node(
      WorldPlan plan,
      Duration lead,
      DeviceKind cpu,
      String bootstrapServers,
      Topics topics,
      double speed) {
    NodeProperties defaults = NodeProperties.defaults();
    PodProperties pods = defaults.pods();
    return new NodeProperties(
        CLUSTER,
        "node-0",
        plan.devices().stream().map(device -> device(plan, device, cpu)).toList(),
        new PodProperties(
            plan.model().startup(),
            pods.queueCapacity(),
            pods.drainQuiet(),
            pods.baseMemoryBytes()),
        plan.faults().stream().map(fault -> fault(plan, fault, lead)).toList(),
        new KafkaProperties(bootstrapServers, topics.prefix(), Map.of()),
        ControlProperties.defaults(),
        speed,
        plan.seed());
  }

  /** The cluster at the start: one replica on the serving device, none on the others. */
  public static ClusterSeed cluster(WorldPlan plan) {
    List<VariantSeed> variants =
        plan.devices().stream()
            .map(
                device -> {
                  boolean serving = device.name().equals(plan.model().serving());
                  return new VariantSeed(
                      plan.model().name(),
                      plan.model().variant(device.deviceClass()),
                      device.deviceClass(),
                      target(device).key(),
                      serving ? 1 : 0,
                      serving ? 100 : 0,
                      plan.model().memoryLimitBytes());
                })
            .toList();
    return new ClusterSeed(NAMESPACE, variants);
  }

  /**
   * How receivers of the machine are judged: by the speeds of its own devices, as the operator of a
   * cluster would configure them; all else as usual.
   */
  public static PlacementSettings placement(WorldPlan plan) {
    Map<DeviceClass, Double> speeds = new EnumMap<>(DeviceClass.class);
    plan.devices().forEach(device -> speeds.put(device.deviceClass(), device.tokensPerSecond()));
    return PlacementSettings.defaults().withSpeeds(speeds);
  }

  /** The machine's remediator, which acts unless it is told otherwise. */
  public static RemediatorProperties remediator(PlacementSettings placement) {
    return RemediatorProperties.defaults()
        .of(CLUSTER, NAMESPACE)
        .placing(placement)
        .in(Outcome.Mode.AUTOMATIC);
  }

  /** What a recording of the plan says it is of, with a remediator that decides so. */
  public static Manifest manifest(WorldPlan plan, Policy policy) {
    return Manifest.of(plan.scenario(), plan.seed(), true, policy);
  }

  /** The device as it stands in telemetry. */
  public static Target target(WorldPlan.Device device) {
    return Target.device(CLUSTER, device.name(), device.deviceClass());
  }

  private static DeviceProperties device(WorldPlan plan, WorldPlan.Device device, DeviceKind cpu) {
    if (cpu == DeviceKind.MEASURED_CPU && device.deviceClass() == DeviceClass.CPU) {
      return DeviceProperties.measuredCpu(device.name());
    }
    // as warm as it would be after hours of this load
    boolean serving = device.name().equals(plan.model().serving());
    double load =
        plan.traffic().requestsPerSecond() * SeededTraffic.MEAN_TOKENS / device.tokensPerSecond();
    return new DeviceProperties(
        device.name(),
        DeviceKind.TWIN,
        device.preset(),
        device.sinkFactor(),
        device.inletCelsius(),
        serving ? Math.min(1, load) : 0,
        device.tokensPerSecond(),
        SENSOR_NOISE_KELVIN);
  }

  private static FaultProperties fault(WorldPlan plan, WorldPlan.Fault fault, Duration lead) {
    NodeProperties.FaultKind kind =
        switch (fault.kind()) {
          case FAN -> NodeProperties.FaultKind.FAN_FAILURE;
          case INLET -> NodeProperties.FaultKind.HOT_INLET;
          case POWER_CAP -> NodeProperties.FaultKind.POWER_CAP;
          case TELEMETRY_LOST -> NodeProperties.FaultKind.TELEMETRY_LOST;
          case MEMORY_LEAK -> NodeProperties.FaultKind.MEMORY_LEAK;
        };
    boolean leak = kind == NodeProperties.FaultKind.MEMORY_LEAK;
    String variant = plan.model().variant(plan.device(fault.device()).deviceClass());
    return new FaultProperties(
        kind,
        leak ? variant : fault.device(),
        lead.plus(fault.at()),
        fault.lasts(),
        leak ? fault.severity() * (1 << 20) / 60 : fault.severity(),
        fault.ramp());
  }
}
