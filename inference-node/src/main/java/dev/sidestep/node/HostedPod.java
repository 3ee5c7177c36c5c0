package dev.sidestep.node;

import dev.sidestep.contracts.Target;
import dev.sidestep.node.device.NodeDevice;
import dev.sidestep.node.pod.Pod;
import dev.sidestep.node.pod.PodSecond;
import dev.sidestep.node.pod.PodSpec;
import java.util.List;
import java.util.OptionalDouble;

/** A pod with its place on the machine and what it last said. */
final class HostedPod {
  private static final PodSecond NOTHING = new PodSecond(0, 0, OptionalDouble.empty(), 0, 0, 0);

  final PodSpec spec;
  final Target target;
  final NodeDevice device;
  final Pod pod;
  boolean warming;
  boolean modelRan;
  boolean warmUpFailed;
  PodSecond second = NOTHING;

  HostedPod(PodSpec spec, Target target, NodeDevice device, Pod pod) {
    this.spec = spec;
    this.target = target;
    this.device = device;
    this.pod = pod;
  }

  /** Whether the model has run for it, and its device has had the time for that. */
  boolean warm() {
    return modelRan && pod.warm();
  }

  /** What a fault may call it. */
  List<String> names() {
    return List.of(spec.name(), spec.variant(), spec.model());
  }
}
