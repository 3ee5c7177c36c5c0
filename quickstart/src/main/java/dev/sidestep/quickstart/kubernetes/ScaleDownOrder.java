package dev.sidestep.quickstart.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.Map;

/**
 * Which pod goes first when a Deployment shrinks, as Kubernetes ranks them: not ready before ready,
 * then the lower deletion cost, then the one that restarted more often, then the newer.
 */
final class ScaleDownOrder {
  static final Comparator<Pod> FIRST_TO_GO =
      Comparator.comparing(PodObjects::isReady)
          .thenComparing(ScaleDownOrder::cost)
          .thenComparing(Comparator.comparing(PodObjects::restarts).reversed())
          .thenComparing(Comparator.comparing(PodObjects::ordinal).reversed());

  private ScaleDownOrder() {}

  private static int cost(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String cost = annotations == null ? "0" : annotations.getOrDefault(Names.DELETION_COST, "0");
    try {
      return Integer.parseInt(cost.trim());
    } catch (NumberFormatException e) {
      return 0; // Kubernetes ignores it too
    }
  }
}
