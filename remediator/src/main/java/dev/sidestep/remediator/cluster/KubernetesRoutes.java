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
import java.util.stream.Collectors;

/** The weights in the first rule of a model's HTTPRoute. */
final class KubernetesRoutes {
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
    List<Map<?, ?>> backends = backends(found);
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
    return found;
  }

  private static Route route(GenericKubernetesResource found) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (Map<?, ?> backend : backends(found)) {
      Object weight = backend.get("weight");
      weights.put(
          String.valueOf(backend.get("name")),
          weight instanceof Number given ? given.intValue() : DEFAULT_WEIGHT);
    }
    return new Route(
        found.getMetadata().getName(), weights, found.getMetadata().getResourceVersion());
  }

  private static List<Map<?, ?>> backends(GenericKubernetesResource found) {
    List<Map<?, ?>> backends = new ArrayList<>();
    if (found.get("spec", "rules", 0, "backendRefs") instanceof List<?> refs) {
      for (Object ref : refs) {
        backends.add(ref instanceof Map<?, ?> backend ? backend : Map.of());
      }
    }
    return backends;
  }
}
