package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.cluster.Cluster.Route;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Kubernetes' objects as ours. */
final class KubernetesObjects {
  private static final Set<String> OVER = Set.of("Failed", "Succeeded");

  private KubernetesObjects() {}

  /** A Deployment that does not say its class and device in full is none of ours. */
  static Optional<VariantState> variant(
      Deployment deployment, Map<String, Route> routes, List<VariantPod> pods) {
    ObjectMeta metadata = deployment.getMetadata();
    String model = labels(metadata).getOrDefault(KubernetesCluster.MODEL, "");
    String device = annotations(metadata).getOrDefault(KubernetesCluster.DEVICE, "");
    Optional<DeviceClass> kind =
        deviceClass(labels(metadata).getOrDefault(KubernetesCluster.CLASS, ""));
    if (model.isBlank() || device.isBlank() || kind.isEmpty()) {
      return Optional.empty();
    }
    Route route = routes.getOrDefault(model, new Route(model, Map.of(), ""));
    List<VariantState.Pod> staying =
        pods.stream()
            .filter(pod -> !pod.leaving())
            .sorted(Comparator.comparing(VariantPod::name))
            .map(pod -> new VariantState.Pod(pod.name(), pod.uid()))
            .toList();
    int ready = (int) pods.stream().filter(VariantPod::serves).count();
    return Optional.of(
        new VariantState(
            model,
            metadata.getName(),
            kind.get(),
            device,
            replicas(deployment),
            ready,
            route.weight(metadata.getName()),
            staying));
  }

  private static Optional<DeviceClass> deviceClass(String label) {
    for (DeviceClass kind : DeviceClass.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** One that was evicted or has finished stays in the list until somebody deletes it. */
  static boolean over(Pod pod) {
    return pod.getStatus() != null && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
  }

  static VariantPod pod(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    boolean ready =
        pod.getStatus() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(
                    condition ->
                        "Ready".equals(condition.getType())
                            && "True".equals(condition.getStatus()));
    return new VariantPod(
        metadata.getName(),
        metadata.getUid(),
        endpoint(pod),
        ready,
        metadata.getDeletionTimestamp() != null,
        cost(annotations(metadata).get(KubernetesCluster.DELETION_COST)),
        metadata.getResourceVersion());
  }

  private static @Nullable URI endpoint(Pod pod) {
    String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    Optional<ContainerPort> port =
        pod.getSpec().getContainers().stream()
            .flatMap(container -> container.getPorts().stream())
            .findFirst();
    if (ip == null || ip.isEmpty() || port.isEmpty()) {
      return null;
    }
    String host = ip.contains(":") ? "[" + ip + "]" : ip;
    return URI.create("http://" + host + ":" + port.get().getContainerPort());
  }

  private static @Nullable Integer cost(@Nullable String annotation) {
    try {
      return annotation == null ? null : Integer.valueOf(annotation);
    } catch (NumberFormatException e) {
      return 0; // Kubernetes takes what is no number as none; it is somebody's all the same
    }
  }

  static int replicas(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  static Map<String, String> labels(ObjectMeta metadata) {
    return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
  }
}
