package dev.sidestep.node.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The refusals that faults share. */
final class FaultChecks {
  private FaultChecks() {}

  static void span(String target, Duration start, @Nullable Duration end) {
    if (target.isBlank()) {
      throw new IllegalArgumentException("fault target is blank; name a device, pod or model");
    }
    if (start.isNegative()) {
      throw new IllegalArgumentException(
          "fault on " + target + " starts at " + start + "; it cannot start before the node");
    }
    if (end != null && end.compareTo(start) <= 0) {
      throw new IllegalArgumentException(
          "fault on " + target + " ends at " + end + "; it must end after its start " + start);
    }
  }

  static void ramp(String target, Duration ramp) {
    if (ramp.isNegative()) {
      throw new IllegalArgumentException(
          "ramp of the fault on " + target + " is " + ramp + "; it must be zero or longer");
    }
  }

  static void within(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          field + " is " + value + "; it must lie in " + min + ".." + max);
    }
  }
}
