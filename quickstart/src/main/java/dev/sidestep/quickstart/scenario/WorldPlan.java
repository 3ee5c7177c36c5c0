package dev.sidestep.quickstart.scenario;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.device.DevicePresets;
import dev.sidestep.device.DeviceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One world, everything decided: what a seed makes of a scenario. All times count from the start of
 * the run.
 *
 * @param title what the scenario is about, for a person
 */
public record WorldPlan(
    String scenario,
    String title,
    long seed,
    Duration duration,
    List<Device> devices,
    Model model,
    Traffic traffic,
    List<Fault> faults) {

  /**
   * A device of the machine; each has a class of its own, which names the variant of the model.
   *
   * @param preset a name of {@link DevicePresets}
   * @param sinkFactor how much worse than usual it is cooled; 1 is usual
   * @param tokensPerSecond its speed at full clock
   * @param inletCelsius temperature of the air that reaches it
   */
  public record Device(
      String name, String preset, double sinkFactor, double tokensPerSecond, double inletCelsius) {

    public DeviceSpec spec() {
      return DevicePresets.byName(preset)
          .withSink(sinkFactor)
          .withPeakTokensPerSecond(tokensPerSecond);
    }

    public DeviceClass deviceClass() {
      return DevicePresets.byName(preset).deviceClass();
    }
  }

  /**
   * The model that is served.
   *
   * @param serving the device that serves at the start
   * @param startup from the start of a pod until its model is loaded
   */
  public record Model(String name, String serving, Duration startup, long memoryLimitBytes) {

    /** The Deployment that runs the model on a device of the class. */
    public String variant(DeviceClass deviceClass) {
      return name + "-" + deviceClass.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The requests that arrive.
   *
   * @param requestsPerSecond the mean without swings
   * @param burstiness how much the rate varies by itself; 1 as in the recorded trace, 0 not at all
   */
  public record Traffic(double requestsPerSecond, double burstiness, List<Swing> swings) {
    public Traffic {
      swings = List.copyOf(swings);
    }

    /** What the swings make of the mean rate at a time. */
    public double factor(double seconds) {
      double factor = 1;
      for (Swing swing : swings) {
        factor *= swing.factorAt(seconds);
      }
      return factor;
    }
  }

  /**
   * A change of the load that nobody meant as a fault.
   *
   * @param lasts from the start of the rise to the end of the fall
   * @param ramp the time that the rise takes, and the fall
   */
  public record Swing(Duration at, Duration lasts, double factor, Duration ramp) {
    double factorAt(double seconds) {
      double in = seconds - at.toMillis() / 1000.0;
      double left = lasts.toMillis() / 1000.0 - in;
      double edge = Math.max(1e-9, ramp.toMillis() / 1000.0);
      double depth = Math.max(0, Math.min(1, Math.min(in, left) / edge));
      return 1 + depth * (factor - 1);
    }
  }

  /**
   * A fault of a device.
   *
   * @param severity in the unit of its kind
   * @param ramp from the start until it is as bad as it gets
   * @param lasts from the start until it is gone, all at once
   */
  public record Fault(
      FaultKind kind, String device, Duration at, double severity, Duration ramp, Duration lasts) {}

  public WorldPlan {
    devices = List.copyOf(devices);
    faults = List.copyOf(faults);
  }

  public Device device(String name) {
    return devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no device " + name));
  }

  public Device serving() {
    return device(model.serving());
  }
}
