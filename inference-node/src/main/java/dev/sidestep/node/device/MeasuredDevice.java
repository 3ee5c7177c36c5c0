package dev.sidestep.node.device;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.node.pod.OpenLine;
import dev.sidestep.node.pod.WorkLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The machine's own device, as far as its probes can see it. */
public final class MeasuredDevice implements NodeDevice {
  private final Target target;
  private final List<DeviceProbe> probes;
  private final OpenLine line;
  private final Map<String, Boolean> up = new TreeMap<>();

  /**
   * A device seen by probes.
   *
   * @param probes asked in order; the first that knows a signal is believed
   * @param parallel how many requests it works on at once
   */
  public MeasuredDevice(Target target, List<DeviceProbe> probes, int parallel) {
    this.target = target;
    this.probes = List.copyOf(probes);
    this.line = new OpenLine(parallel);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Source source() {
    return Source.MEASURED;
  }

  @Override
  public WorkLine line() {
    return line;
  }

  @Override
  public List<Sample> second(Instant end) {
    List<Sample> samples = new ArrayList<>();
    for (DeviceProbe probe : probes) {
      Map<Signal, Double> read = probe.read(end);
      up.put(probe.name(), !read.isEmpty());
      read.forEach(
          (signal, value) -> {
            boolean known = samples.stream().anyMatch(s -> s.signal() == signal);
            if (!known && signal.accepts(value)) {
              samples.add(new Sample(target, signal, end, value, Source.MEASURED));
            }
          });
    }
    return samples;
  }

  @Override
  public Map<String, Boolean> probes() {
    return Map.copyOf(up);
  }

  /** Nobody on the machine tells heat from quota; so none is claimed. */
  @Override
  public long throttledSeconds() {
    return 0;
  }
}
