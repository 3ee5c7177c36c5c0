package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Target;
import dev.sidestep.node.NodeProperties.PodProperties;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.node.device.NodeDevice;
import dev.sidestep.node.fault.FaultSchedule;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import dev.sidestep.node.pod.Pod;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Devices and the pods on them, without threads, ports or a clock of its own: what it does is a
 * function of configuration, calls and the instants they carry.
 */
final class Machine {
  private static final String EVERYTHING = "*";
  private static final List<String> WARM_UP =
      List.of("warm-up", "The quick brown fox jumps over the lazy dog, twice if it is cold.");

  private final NodeProperties properties;
  private final Encoder encoder;
  private final List<Tokens> warmUp;
  private final NodeMetrics metrics;
  private final FaultSchedule faults;
  private final Instant origin;
  private final NodeDevices devices;
  private final Map<String, HostedPod> pods = new TreeMap<>();
  private List<Completion> ended = new ArrayList<>();
  private List<HostedPod> cold = new ArrayList<>();
  private Instant now;

  Machine(NodeProperties properties, Encoder encoder, NodeMetrics metrics, Instant origin) {
    this.properties = properties;
    this.encoder = encoder;
    this.warmUp = WARM_UP.stream().map(encoder::tokenize).toList();
    this.metrics = metrics;
    this.faults = properties.faultSchedule();
    this.origin = origin;
    this.now = origin;
    this.devices = new NodeDevices(properties, faults, origin);
  }

  /** The end of the last full second. */
  Instant now() {
    return now;
  }

  void start(PodSpec spec, Instant at) {
    HostedPod before = pods.get(spec.name());
    if (before != null && !before.pod.phase().ended()) {
      throw new IllegalStateException(
          "pod " + spec.name() + " is " + before.pod.phase() + "; stop it before starting it anew");
    }
    NodeDevice device = devices.find(spec.device());
    Target target =
        Target.pod(
            properties.cluster(),
            spec.namespace(),
            spec.name(),
            spec.uid(),
            device.target().deviceClass());
    PodProperties pod = properties.pods();
    Pod.Rules rules =
        new Pod.Rules(
            pod.startTime(),
            pod.queueCapacity(),
            pod.drainQuiet(),
            pod.baseMemoryBytes(),
            spec.memoryLimitBytes());
    HostedPod hosted =
        new HostedPod(spec, target, device, new Pod(spec.name(), rules, device.line(), at));
    if (before != null) {
      metrics.forgotten(before, encoder);
    }
    pods.put(spec.name(), hosted);
    metrics.started(hosted, encoder);
  }

  void drain(String pod, Instant at) {
    find(pod).ifPresent(hosted -> hosted.pod.drain(at));
  }

  void stop(String pod, Instant at) {
    HostedPod hosted = pods.remove(pod);
    if (hosted != null) {
      end(hosted, hosted.pod.finishDue(at));
      end(hosted, hosted.pod.stop(at));
      metrics.forgotten(hosted, encoder);
    }
  }

  Offer offer(String pod, long request, Instant arrival, int tokens) {
    HostedPod hosted = pods.get(pod);
    if (hosted == null) {
      return Offer.Refused.notServing(pod, "it is not on this node");
    }
    end(hosted, hosted.pod.finishDue(arrival));
    Offer offer = hosted.pod.offer(request, arrival, tokens);
    if (offer instanceof Offer.Accepted) {
      metrics.admitted(hosted, tokens);
    } else {
      metrics.refused(hosted);
    }
    return offer;
  }

  /** Completes what the devices are through with. */
  void settle(Instant at) {
    pods.values().forEach(hosted -> end(hosted, hosted.pod.finishDue(at)));
  }

  /** Completes a request of which no device promised when it would be done. */
  void finish(String pod, long request, Instant at) {
    find(pod).ifPresent(hosted -> end(hosted, hosted.pod.finish(request, at)));
  }

  void lose(String pod, long request, Instant at, String why) {
    find(pod).ifPresent(hosted -> end(hosted, hosted.pod.lose(request, at, why)));
  }

  /** The requests that have ended since the last call. */
  List<Completion> takeEnded() {
    List<Completion> taken = ended;
    ended = new ArrayList<>();
    return taken;
  }

  /** What the model reads to warm a pod up. */
  List<Tokens> warmUp() {
    return warmUp;
  }

  /** The pods that became ready since the last call; the model has yet to run for them. */
  List<HostedPod> takeCold() {
    List<HostedPod> taken = cold;
    cold = new ArrayList<>();
    return taken;
  }

  /** To be tried again; its device has had the work, and is not given it once more. */
  void leaveCold(HostedPod hosted) {
    hosted.warmUpFailed = true;
    if (!hosted.pod.phase().ended()) {
      cold.add(hosted);
    }
  }

  Optional<HostedPod> find(String pod) {
    return Optional.ofNullable(pods.get(pod));
  }

  Collection<HostedPod> pods() {
    return pods.values();
  }

  List<DeviceStatus> devices() {
    return devices.statuses();
  }

  /**
   * Moves everything through the second that ends at an instant.
   *
   * @return the samples of each target that is heard
   */
  List<List<Sample>> second(Instant end) {
    List<List<Sample>> telemetry = new ArrayList<>();
    Duration elapsed = Duration.between(origin, end);
    pods.values().forEach(hosted -> step(hosted, end, elapsed));
    for (DeviceStatus device : devices.second(end)) {
      metrics.device(device);
      tell(telemetry, device.latest(), List.of(device.target().name()), elapsed);
    }
    for (HostedPod hosted : pods.values()) {
      hosted.second = hosted.pod.closeSecond();
      metrics.queue(hosted);
      tell(telemetry, PodSamples.of(hosted, end), hosted.names(), elapsed);
    }
    now = end;
    return telemetry;
  }

  private void step(HostedPod hosted, Instant end, Duration elapsed) {
    Pod pod = hosted.pod;
    end(hosted, pod.finishDue(end));
    Duration started = Duration.between(origin, pod.startedAt());
    end(hosted, pod.advance(end, faults.leakedBytes(hosted.names(), started, elapsed)));
    if (pod.phase() == Phase.READY && !hosted.warming) {
      hosted.warming = true;
      pod.warmUp(end, warmUp.stream().mapToInt(Tokens::count).sum());
      cold.add(hosted);
    }
  }

  private void tell(
      List<List<Sample>> telemetry, List<Sample> samples, List<String> names, Duration elapsed) {
    if (!samples.isEmpty()
        && !faults.telemetryLost(names, elapsed)
        && !faults.telemetryLost(List.of(EVERYTHING), elapsed)) {
      telemetry.add(samples);
    }
  }

  private void end(HostedPod hosted, List<Completion> completions) {
    completions.forEach(completion -> metrics.completed(hosted, completion));
    ended.addAll(completions);
  }
}
