package dev.sidestep.node.fault;

import dev.sidestep.node.fault.Fault.FanFailure;
import dev.sidestep.node.fault.Fault.HotInlet;
import dev.sidestep.node.fault.Fault.MemoryLeak;
import dev.sidestep.node.fault.Fault.PowerCap;
import dev.sidestep.node.fault.Fault.TelemetryLost;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All that goes wrong on one machine, by time since its start. */
public record FaultSchedule(List<Fault> faults) {
  public static final FaultSchedule NONE = new FaultSchedule(List.of());

  public FaultSchedule {
    faults = List.copyOf(faults);
  }

  /** What to multiply the slow thermal node of a device by; 1 while its fans are well. */
  public double airflowFactor(String device, Duration elapsed) {
    return active(FanFailure.class, device, elapsed)
        .mapToDouble(f -> 1 + (f.airflowFactor() - 1) * ramped(f, f.ramp(), elapsed))
        .reduce(1, (a, b) -> a * b);
  }

  /** Kelvin that the air at a device's inlet is above the usual. */
  public double inletRise(String device, Duration elapsed) {
    return active(HotInlet.class, device, elapsed)
        .mapToDouble(f -> f.kelvin() * ramped(f, f.ramp(), elapsed))
        .sum();
  }

  /** The power limit in force over the usual one; the lowest cap wins. */
  public double powerLimitRatio(String device, Duration elapsed) {
    return active(PowerCap.class, device, elapsed)
        .mapToDouble(PowerCap::powerLimitRatio)
        .min()
        .orElse(1);
  }

  /**
   * Bytes that a pod has lost since it started.
   *
   * @param names the pod's name, variant and model
   * @param podStarted since the start of the node
   */
  public double leakedBytes(Collection<String> names, Duration podStarted, Duration elapsed) {
    ToDoubleFunction<MemoryLeak> lost =
        leak -> {
          Duration from = later(leak.start(), podStarted);
          Duration end = leak.end();
          Duration to = end == null || end.compareTo(elapsed) > 0 ? elapsed : end;
          return Math.max(0, seconds(to.minus(from))) * leak.bytesPerSecond();
        };
    return faults.stream()
        .filter(f -> names.contains(f.target()))
        .flatMap(f -> f instanceof MemoryLeak leak ? Stream.of(leak) : Stream.empty())
        .mapToDouble(lost)
        .sum();
  }

  /** Whether nothing is heard of the thing of these names. */
  public boolean telemetryLost(Collection<String> names, Duration elapsed) {
    return names.stream()
        .anyMatch(n -> active(TelemetryLost.class, n, elapsed).findAny().isPresent());
  }

  private <F extends Fault> Stream<F> active(Class<F> kind, String target, Duration elapsed) {
    return faults.stream()
        .filter(f -> kind.isInstance(f) && f.target().equals(target) && f.active(elapsed))
        .map(kind::cast);
  }

  private static double ramped(Fault fault, Duration ramp, Duration elapsed) {
    return ramp.isZero() ? 1 : Math.min(1, seconds(elapsed.minus(fault.start())) / seconds(ramp));
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
