package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.VariantState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of a cluster: what runs there, and the few writes that remedies need. Every write
 * names the version that was read and fails when somebody else has written since.
 *
 * <p>Each call throws {@link ClusterUnavailableException} when the cluster does not answer (try
 * again), {@link ClusterConflictException} when the object has changed (read again), {@link
 * ClusterRefusedException} when it will not (give up; of a {@link ClusterForbiddenException} only
 * who does something new).
 */
public interface Cluster {
  /** All variants, with their pods and their weights. */
  List<VariantState> variants();

  /** The pods of a variant, those on their way out included, by name. */
  List<VariantPod> pods(String variant);

  /** The replica count of a variant. */
  Scale scale(String variant);

  /** Sets the replica count. */
  void scale(Scale seen, int replicas);

  /** How a model's traffic is shared out. */
  Route route(String model);

  /** Sets the weights of some backends and leaves the others. */
  void weights(Route seen, Map<String, Integer> weights);

  /** Marks a pod as the first to go when its variant is scaled down; null takes the mark off. */
  void deletionCost(VariantPod seen, @Nullable Integer cost);

  /** Whether the namespace carries {@code sidestep.dev/managed=true}. */
  boolean optedIn();

  /** Whether the ConfigMap {@code sidestep-freeze} exists. */
  boolean frozen();

  /** A replica count as read. */
  record Scale(String variant, int replicas, String version) {}

  /** The weights of a model's variants as read. */
  record Route(String model, Map<String, Integer> weights, String version) {
    public Route {
      weights = Map.copyOf(weights);
    }

    public int weight(String variant) {
      return weights.getOrDefault(variant, 0);
    }
  }
}
