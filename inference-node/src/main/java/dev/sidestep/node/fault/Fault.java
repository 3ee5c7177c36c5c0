package dev.sidestep.node.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that goes wrong, with its span counted from the start of the node. */
public sealed interface Fault
    permits Fault.FanFailure,
        Fault.HotInlet,
        Fault.PowerCap,
        Fault.MemoryLeak,
        Fault.TelemetryLost {
  /** The name of the device, pod, variant or model it strikes. */
  String target();

  Duration start();

  /** When it is over; null where it stays. */
  @Nullable Duration end();

  default boolean active(Duration elapsed) {
    Duration end = end();
    return elapsed.compareTo(start()) >= 0 && (end == null || elapsed.compareTo(end) < 0);
  }

  /**
   * A fan slows down or stops.
   *
   * @param airflowFactor what it multiplies the device's slow thermal node by once it has ramped
   *     up; 1.3 is mild, 2.3 a dead fan
   */
  record FanFailure(
      String target, Duration start, @Nullable Duration end, double airflowFactor, Duration ramp)
      implements Fault {
    public FanFailure {
      FaultChecks.span(target, start, end);
      FaultChecks.within("airflow factor on " + target, airflowFactor, 1, 10);
      FaultChecks.ramp(target, ramp);
    }
  }

  /**
   * The air that the device takes in gets hotter.
   *
   * @param kelvin how much, once it has ramped up
   */
  record HotInlet(
      String target, Duration start, @Nullable Duration end, double kelvin, Duration ramp)
      implements Fault {
    public HotInlet {
      FaultChecks.span(target, start, end);
      FaultChecks.within("inlet rise in K on " + target, kelvin, 0, 40);
      FaultChecks.ramp(target, ramp);
    }
  }

  /**
   * Somebody lowers the power limit: slow, but cool.
   *
   * @param powerLimitRatio the new limit over the usual one
   */
  record PowerCap(String target, Duration start, @Nullable Duration end, double powerLimitRatio)
      implements Fault {
    public PowerCap {
      FaultChecks.span(target, start, end);
      FaultChecks.within("power limit ratio on " + target, powerLimitRatio, 0.05, 1);
    }
  }

  /** The pods of a model, of a variant or of a name lose memory while they run. */
  record MemoryLeak(String target, Duration start, @Nullable Duration end, double bytesPerSecond)
      implements Fault {
    public MemoryLeak {
      FaultChecks.span(target, start, end);
      FaultChecks.within("leaked bytes/s on " + target, bytesPerSecond, 0, 1e12);
    }
  }

  /** Nothing is heard any more of a device, or of the pods of a name, variant or model. */
  record TelemetryLost(String target, Duration start, @Nullable Duration end) implements Fault {
    public TelemetryLost {
      FaultChecks.span(target, start, end);
    }
  }
}
