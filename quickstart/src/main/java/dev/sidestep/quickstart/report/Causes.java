package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When the faults of a plan began. Who warns before that cannot have seen them coming. */
public record Causes(List<Fault> faults) {
  /** No faults are known. */
  public static final Causes NONE = new Causes(List.of());

  /**
   * One fault.
   *
   * @param brings the event that it can bring about
   * @param on the class of its device, of which a plan has one
   */
  public record Fault(Warning.Kind brings, DeviceClass on, Instant began) {}

  public Causes {
    faults = List.copyOf(faults);
  }

  /**
   * Those of a plan.
   *
   * @param zero when the plan begins
   */
  public static Causes of(WorldPlan plan, Instant zero) {
    return new Causes(plan.faults().stream().flatMap(fault -> fault(plan, zero, fault)).toList());
  }

  private static Stream<Fault> fault(WorldPlan plan, Instant zero, WorldPlan.Fault fault) {
    DeviceClass on = plan.device(fault.device()).deviceClass();
    Instant began = zero.plus(fault.at());
    return switch (fault.kind()) {
      case FAN, INLET -> Stream.of(new Fault(Warning.Kind.THERMAL_THROTTLE, on, began));
      case MEMORY_LEAK -> Stream.of(new Fault(Warning.Kind.MEMORY_EXHAUSTION, on, began));
      case POWER_CAP, TELEMETRY_LOST -> Stream.empty();
    };
  }

  /** When the first one began that can bring the event on the target; empty where none can. */
  Optional<Instant> began(Warning.Kind event, Target target) {
    return faults.stream()
        .filter(fault -> fault.brings() == event && fault.on() == target.deviceClass())
        .map(Fault::began)
        .min(Comparator.naturalOrder());
  }
}
