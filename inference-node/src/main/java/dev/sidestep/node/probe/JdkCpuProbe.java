package dev.sidestep.node.probe;

import com.sun.management.OperatingSystemMXBean;
import dev.sidestep.contracts.Signal;
import dev.sidestep.node.device.DeviceProbe;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;

/** Utilisation as the JDK sees it, within the limits of the container; works everywhere. */
public final class JdkCpuProbe implements DeviceProbe {
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public Map<Signal, Double> read(Instant at) {
    double load = system.getCpuLoad(); // negative where it is not known
    return load >= 0 ? Map.of(Signal.DEVICE_UTILIZATION, Math.min(1, load)) : Map.of();
  }
}
