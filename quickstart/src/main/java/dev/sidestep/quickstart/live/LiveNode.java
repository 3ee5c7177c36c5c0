package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Target;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeRuntime;
import dev.sidestep.node.TelemetrySink;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.run.PlannedMachine;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The machine under the demo's clock, and what befell its devices and pods. Thread-safe. */
final class LiveNode implements AutoCloseable {
  private final NodeRuntime runtime;
  private final MachineClock clock;
  private final Gate gate;
  private final Map<Target, Long> earlier = new HashMap<>();
  private final Map<Target, Instant> throttledAt = new TreeMap<>();
  private final Set<String> dead = new HashSet<>();
  private final List<RunResult.Kill> kills = new ArrayList<>();
  private double throttledSeconds;

  /**
   * A machine that has stood without load from the start of the run until now: its faults come when
   * the plan says, also after a restart.
   *
   * @param startedAt demo time at which the run began
   * @param now stands still, at the start of the run or later
   */
  LiveNode(
      NodeProperties properties,
      Encoder encoder,
      TelemetrySink sink,
      Instant startedAt,
      Clock now,
      CollectorRegistry registry) {
    gate = new Gate(sink);
    clock = new MachineClock(startedAt, now);
    runtime = NodeRuntime.live(properties, encoder, gate, clock, registry);
    clock.made = true;
    runtime.advance(now.instant());
    runtime.devices().forEach(device -> earlier.put(device.target(), device.throttledSeconds()));
    gate.open = true;
  }

  NodeRuntime runtime() {
    return runtime;
  }

  /** Moves the machine up to now. */
  void pass() {
    runtime.advance(clock.instant());
    gate.flush();
    look(clock.instant());
  }

  /** Seconds in which devices slowed themselves down for heat, all together. */
  synchronized double throttledSeconds() {
    return throttledSeconds;
  }

  /** For each device that did, when that began. */
  synchronized Map<Target, Instant> throttledAt() {
    return Map.copyOf(throttledAt);
  }

  /** Pods that were killed at their memory limit, in order. */
  synchronized List<RunResult.Kill> kills() {
    return List.copyOf(kills);
  }

  @Override
  public void close() {
    runtime.close();
  }

  private synchronized void look(Instant now) {
    double sum = 0;
    for (DeviceStatus device : runtime.devices()) {
      long seconds = device.throttledSeconds() - earlier.getOrDefault(device.target(), 0L);
      sum += seconds;
      if (seconds > 0) {
        throttledAt.putIfAbsent(device.target(), now);
      }
    }
    throttledSeconds = sum;
    for (PodStatus pod : runtime.pods()) {
      if (pod.phase() != PodStatus.Phase.KILLED) {
        dead.remove(pod.name());
      } else if (dead.add(pod.name())) {
        kills.add(
            new RunResult.Kill(
                "pod/" + PlannedMachine.CLUSTER + "/" + PlannedMachine.NAMESPACE + "/" + pod.name(),
                now));
      }
    }
  }

  /** Says when the run began until the machine is made, which counts its faults from there. */
  private static final class MachineClock extends Clock {
    private final Instant startedAt;
    private final Clock clock;
    private volatile boolean made;

    MachineClock(Instant startedAt, Clock clock) {
      this.startedAt = startedAt;
      this.clock = clock;
    }

    @Override
    public Instant instant() {
      return made ? clock.instant() : startedAt;
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Keeps back what the machine says of the time before this process. */
  private static final class Gate implements TelemetrySink {
    private final TelemetrySink out;
    private volatile boolean open;

    Gate(TelemetrySink out) {
      this.out = out;
    }

    @Override
    public void send(List<Sample> samples) {
      if (open) {
        out.send(samples);
      }
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
