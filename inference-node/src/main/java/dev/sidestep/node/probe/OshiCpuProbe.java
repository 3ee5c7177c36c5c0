package dev.sidestep.node.probe;

import dev.sidestep.contracts.Signal;
import dev.sidestep.node.device.DeviceProbe;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.Sensors;

/**
 * Utilisation, and the temperature where the system has one, by OSHI. Its clock is left out: on a
 * virtual machine it is a constant that looks like data.
 */
public final class OshiCpuProbe implements DeviceProbe {
  private static final Logger LOG = LoggerFactory.getLogger(OshiCpuProbe.class);

  private final CentralProcessor processor;
  private final Sensors sensors;
  private long[] ticks;

  /** Empty where OSHI cannot run, for want of a native library or of a known system. */
  public static Optional<DeviceProbe> open() {
    try {
      return Optional.of(new OshiCpuProbe());
    } catch (RuntimeException | LinkageError e) {
      LOG.info("OSHI does not run here, the processor is seen without it: {}", e.toString());
      return Optional.empty();
    }
  }

  private OshiCpuProbe() {
    HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
    this.processor = hardware.getProcessor();
    this.sensors = hardware.getSensors();
    this.ticks = processor.getSystemCpuLoadTicks();
  }

  @Override
  public String name() {
    return "oshi";
  }

  @Override
  public Map<Signal, Double> read(Instant at) {
    Map<Signal, Double> known = new EnumMap<>(Signal.class);
    double load = processor.getSystemCpuLoadBetweenTicks(ticks);
    ticks = processor.getSystemCpuLoadTicks();
    if (load >= 0 && load <= 1) {
      known.put(Signal.DEVICE_UTILIZATION, load);
    }
    double celsius = sensors.getCpuTemperature();
    if (celsius > 0) { // OSHI says 0.0 where it knows nothing
      known.put(Signal.DEVICE_TEMPERATURE, celsius);
    }
    return known;
  }
}
