package dev.sidestep.node;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Target;
import dev.sidestep.device.DeviceModel;
import dev.sidestep.device.DeviceSpec;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.device.DeviceProbe;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.node.device.MeasuredDevice;
import dev.sidestep.node.device.NodeDevice;
import dev.sidestep.node.device.TwinDevice;
import dev.sidestep.node.fault.FaultSchedule;
import dev.sidestep.node.probe.JdkCpuProbe;
import dev.sidestep.node.probe.LinuxCpuProbe;
import dev.sidestep.node.probe.OshiCpuProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The devices of the machine, by name, with what they last said. */
final class NodeDevices {
  private final Map<String, NodeDevice> byName = new TreeMap<>();
  private final Map<String, DeviceStatus> last = new TreeMap<>();

  NodeDevices(NodeProperties properties, FaultSchedule faults, Instant origin) {
    for (DeviceProperties one : properties.devices()) {
      NodeDevice device =
          switch (one.kind()) {
            case TWIN -> twin(properties, one, faults, origin);
            case MEASURED_CPU -> measured(properties.cluster(), one.name());
          };
      byName.put(one.name(), device);
      last.put(one.name(), status(device, List.of()));
    }
  }

  /** The device of a name or of a target key. */
  NodeDevice find(String nameOrKey) {
    for (NodeDevice device : byName.values()) {
      if (device.target().name().equals(nameOrKey) || device.target().key().equals(nameOrKey)) {
        return device;
      }
    }
    throw new IllegalArgumentException(
        "device '" + nameOrKey + "' is not on this node; it has " + byName.keySet());
  }

  /** Moves all of them through a second. */
  Collection<DeviceStatus> second(Instant end) {
    byName.forEach((name, device) -> last.put(name, status(device, device.second(end))));
    return List.copyOf(last.values());
  }

  List<DeviceStatus> statuses() {
    return new ArrayList<>(last.values());
  }

  private static DeviceStatus status(NodeDevice device, List<Sample> samples) {
    return new DeviceStatus(
        device.target(), device.source(), samples, device.probes(), device.throttledSeconds());
  }

  private static NodeDevice twin(
      NodeProperties node, DeviceProperties one, FaultSchedule faults, Instant origin) {
    DeviceSpec spec = one.spec();
    return new TwinDevice(
        Target.device(node.cluster(), one.name(), spec.deviceClass()),
        new DeviceModel(spec),
        new TwinDevice.Setting(
            one.ambientCelsius(), one.startLoad(), one.sensorNoiseKelvin(), node.seed()),
        faults,
        origin);
  }

  private static NodeDevice measured(String cluster, String name) {
    List<DeviceProbe> probes = new ArrayList<>();
    probes.add(new LinuxCpuProbe(Path.of("/sys")));
    OshiCpuProbe.open().ifPresent(probes::add);
    probes.add(new JdkCpuProbe());
    return new MeasuredDevice(
        Target.device(cluster, name, DeviceClass.CPU),
        probes,
        Runtime.getRuntime().availableProcessors());
  }
}
