package dev.sidestep.node.probe;

import dev.sidestep.contracts.Signal;
import dev.sidestep.node.device.DeviceProbe;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.Sensors;

/**
 * Utilisation, and the temperature where the system has one, by OSHI. Its clock is left out: on a
 * virtual machine it is a constant that looks like data.
 */
public final class OshiCpuProbe implements DeviceProbe {
  private final CentralProcessor processor;
  private final Sensors sensors;
  private long[] ticks;

  public OshiCpuProbe() {
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
