package dev.sidestep.remediator.cluster;

import dev.sidestep.remediator.cluster.Cluster.Route;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights in the first rule of a model's HTTPRoute. A route that sends traffic to the same
 * backends by another rule, too, is refused: there a weight of zero does not mean no traffic.
 */
final class KubernetesRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesRoutes.class);

  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("gateway.networking.k8s.io")
          .withVersion("v1")
          .withKind("HTTPRoute")
          .withPlural("httproutes")
          .withNamespaced(true)
          .build();

  private static final PatchContext JSON =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(KubernetesCluster.WRITER)
          .build();

  /** Gateway API's, for a backend that names none. */
  private static final int DEFAULT_WEIGHT = 1;

  private final KubernetesClient client;
  private final String namespace;

  KubernetesRoutes(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  Map<String, Route> byModel() {
    return client.genericKubernetesResources(KIND).inNamespace(namespace).list().getItems().stream()
        .filter(KubernetesRoutes::countable)
        .map(KubernetesRoutes::route)
        .collect(Collectors.toMap(Route::model, route -> route));
  }

  Route get(String model) {
    return route(read(model));
  }

  /**
   * Writes by a JSON patch of single weights. Putting the version that was read makes the server
   * refuse the patch with 409 when it is another one now.
   */
  void write(Route seen, Map<String, Integer> weights) {
    GenericKubernetesResource found = read(seen.model());
    if (!found.getMetadata().getResourceVersion().equals(seen.version())) {
      throw new ClusterConflictException("route " + seen.model() + " has changed since the read");
    }
    List<Map<String, Object>> patch = new ArrayList<>();
    patch.add(operation("replace", "/metadata/resourceVersion", seen.version()));
    Map<String, Integer> missing = new HashMap<>(weights);
    List<Map<?, ?>> backends = backends(found, 0);
    for (int i = 0; i < backends.size(); i++) {
      Integer weight = missing.remove(String.valueOf(backends.get(i).get("name")));
      if (weight != null) {
        patch.add(operation("add", "/spec/rules/0/backendRefs/" + i + "/weight", weight));
      }
    }
    if (!missing.isEmpty()) {
      throw new ClusterRefusedException(
          "route " + seen.model() + " has no backend " + missing.keySet());
    }
    client
        .genericKubernetesResources(KIND)
        .inNamespace(namespace)
        .withName(seen.model())
        .patch(JSON, Serialization.asJson(patch));
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    return Map.of("op", op, "path", path, "value", value);
  }

  private GenericKubernetesResource read(String model) {
    GenericKubernetesResource found =
        client.genericKubernetesResources(KIND).inNamespace(namespace).withName(model).get();
    if (found == null) {
      throw new ClusterRefusedException("HTTPRoute " + model + " is not in " + namespace);
    }
    Set<String> shared = shared(found);
    if (!shared.isEmpty()) {
      throw new ClusterRefusedException(says(model, shared));
    }
    return found;
  }

  /** One odd route must not hide the others; its own model counts as without traffic. */
  private static boolean countable(GenericKubernetesResource found) {
    Set<String> shared = shared(found);
    if (!shared.isEmpty()) {
      LOG.warn("{}; its model is left alone", says(found.getMetadata().getName(), shared));
    }
    return shared.isEmpty();
  }

  private static String says(String model, Set<String> shared) {
    return "HTTPRoute "
        + model
        + " sends traffic to "
        + shared
        + " by more than one rule; keep all of a model's variants in its first rule only";
  }

  /** The backends of the first rule that another rule names as well. */
  private static Set<String> shared(GenericKubernetesResource found) {
    Set<String> first = names(backends(found, 0));
    Set<String> others = new TreeSet<>();
    int rules = found.get("spec", "rules") instanceof List<?> all ? all.size() : 0;
    for (int i = 1; i < rules; i++) {
      others.addAll(names(backends(found, i)));
    }
    others.retainAll(first);
    return others;
  }

  private static Set<String> names(List<Map<?, ?>> backends) {
    return backends.stream()
        .map(backend -> String.valueOf(backend.get("name")))
        .collect(Collectors.toSet());
  }

  private static Route route(GenericKubernetesResource found) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (Map<?, ?> backend : backends(found, 0)) {
      Object weight = backend.get("weight");
      weights.put(
          String.valueOf(backend.get("name")),
          weight instanceof Number given ? given.intValue() : DEFAULT_WEIGHT);
    }
    return new Route(
        found.getMetadata().getName(), weights, found.getMetadata().getResourceVersion());
  }

  private static List<Map<?, ?>> backends(GenericKubernetesResource found, int rule) {
    List<Map<?, ?>> backends = new ArrayList<>();
    if (found.get("spec", "rules", rule, "backendRefs") instanceof List<?> refs) {
      for (Object ref : refs) {
        backends.add(ref instanceof Map<?, ?> backend ? backend : Map.of());
      }
    }
    return backends;
  }
}
