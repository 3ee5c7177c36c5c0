package dev.sidestep.node.device;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A device at the end of its last second.
 *
 * @param latest its samples; a signal that it does not know is not among them
 * @param probes which of them knew something; empty for a twin
 * @param throttledSeconds in which heat lowered its clock, since the start of the node
 */
public record DeviceStatus(
    Target target,
    Source source,
    List<Sample> latest,
    Map<String, Boolean> probes,
    long throttledSeconds) {
  public DeviceStatus {
    latest = List.copyOf(latest);
    probes = Map.copyOf(probes);
  }

  public OptionalDouble value(Signal signal) {
    return latest.stream()
        .filter(sample -> sample.signal() == signal)
        .mapToDouble(Sample::value)
        .findFirst();
  }
}
