package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods as API objects: made from a Deployment, and told what the machine says about them. */
final class PodObjects {
  private static final String NODE = "sidestep-node";

  private PodObjects() {}

  static Pod of(Deployment owner, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(owner.getMetadata().getNamespace())
        .withName(name)
        .withLabels(owner.getSpec().getTemplate().getMetadata().getLabels())
        .addToLabels(Names.VARIANT, owner.getMetadata().getName())
        .withAnnotations(owner.getSpec().getTemplate().getMetadata().getAnnotations())
        .addToFinalizers(Names.FINALIZER) // a deleted pod stays until it has drained
        .addNewOwnerReference()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withSpec(owner.getSpec().getTemplate().getSpec())
        .editSpec()
        .withNodeName(NODE)
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .endStatus()
        .build();
  }

  static PodSpec toRun(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    Map<String, Quantity> limits = pod.getSpec().getContainers().get(0).getResources().getLimits();
    return new PodSpec(
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        labels.getOrDefault(Names.MODEL, ""),
        labels.getOrDefault(Names.VARIANT, ""),
        annotations.getOrDefault(Names.DEVICE, ""),
        Quantity.getAmountInBytes(limits.get("memory")).longValue());
  }

  /** The pod as the machine reports it. */
  static Pod reported(Pod pod, PodStatus machine, int restarts, Instant now) {
    boolean ready = machine.phase() == Phase.READY;
    ContainerStatus container = container(pod, machine, restarts, now);
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withPhase(machine.phase() == Phase.STARTING ? "Pending" : "Running")
        .withPodIP(machine.host().isEmpty() ? null : machine.host())
        .withHostIP("127.0.0.1")
        .withContainerStatuses(container)
        .withConditions(
            condition(pod, "Ready", ready ? "True" : "False", machine.phase().name(), now),
            condition(pod, Names.WARM, machine.warm() ? "True" : "False", "", now))
        .endStatus()
        .build();
  }

  /** The pod when its machine does not answer. */
  static Pod unknown(Pod pod, Instant now) {
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withConditions(condition(pod, "Ready", "Unknown", "NodeUnreachable", now))
        .endStatus()
        .build();
  }

  static Pod withPort(Pod pod, int port) {
    return new PodBuilder(pod)
        .editSpec()
        .editFirstContainer()
        .withPorts(new ContainerPortBuilder().withName("http").withContainerPort(port).build())
        .endContainer()
        .endSpec()
        .build();
  }

  static Pod withoutFinalizer(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .removeFromFinalizers(Names.FINALIZER)
        .withResourceVersion(null)
        .endMetadata()
        .build();
  }

  /** The HTTP port of a pod, 0 before it has one. */
  static int port(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .map(port -> port.getContainerPort())
        .findFirst()
        .orElse(0);
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  static boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static int restarts(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getContainerStatuses().isEmpty()) {
      return 0;
    }
    return pod.getStatus().getContainerStatuses().get(0).getRestartCount();
  }

  /** The number at the end of the name: pods of a Deployment are counted as they are made. */
  static int ordinal(Pod pod) {
    String name = pod.getMetadata().getName();
    try {
      return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    } catch (NumberFormatException e) {
      return 0; // made by someone else
    }
  }

  private static ContainerStatus container(Pod pod, PodStatus machine, int restarts, Instant now) {
    ContainerStatusBuilder container =
        new ContainerStatusBuilder()
            .withName("server")
            .withImage("sidestep/inference-node")
            .withReady(machine.phase() == Phase.READY)
            .withStarted(machine.phase() != Phase.STARTING)
            .withRestartCount(restarts);
    if (!pod.getStatus().getContainerStatuses().isEmpty()) {
      container.withLastState(pod.getStatus().getContainerStatuses().get(0).getLastState());
    }
    if (machine.phase().ended()) {
      container
          .withNewState()
          .withNewWaiting()
          .withReason("CrashLoopBackOff")
          .endWaiting()
          .endState()
          .withNewLastState()
          .withNewTerminated()
          .withReason(machine.phase() == Phase.KILLED ? "OOMKilled" : "Completed")
          .withMessage(machine.reason())
          .withExitCode(machine.phase() == Phase.KILLED ? 137 : 0)
          .endTerminated()
          .endLastState();
    } else if (machine.phase() == Phase.STARTING) {
      container
          .withNewState()
          .withNewWaiting()
          .withReason("ContainerCreating")
          .withMessage(machine.reason())
          .endWaiting()
          .endState();
    } else {
      container
          .withNewState()
          .withNewRunning()
          .withStartedAt(runningSince(pod).orElseGet(now::toString))
          .endRunning()
          .endState();
    }
    return container.build();
  }

  private static Optional<String> runningSince(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .filter(state -> state != null && state.getRunning() != null)
        .map(state -> state.getRunning().getStartedAt())
        .findFirst();
  }

  private static PodCondition condition(
      Pod pod, String type, String status, String reason, Instant now) {
    PodCondition before = condition(pod, type);
    String since =
        before != null && before.getStatus().equals(status)
            ? before.getLastTransitionTime()
            : now.toString();
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withLastTransitionTime(since)
        .build();
  }

  private static @Nullable PodCondition condition(Pod pod, String type) {
    if (pod.getStatus() == null) {
      return null;
    }
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElse(null);
  }
}
