package dev.sidestep.remediator.cluster;

import dev.sidestep.remediator.cluster.Cluster.Route;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
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

  void write(Route seen, Map<String, Integer> weights) {
    GenericKubernetesResource found = read(seen.model());
    if (!found.getMetadata().getResourceVersion().equals(seen.version())) {
      throw new ClusterConflictException("route " + seen.model() + " has changed since the read");
    }
    List<Object> rules = rules(found);
    Map<String, Integer> missing = new HashMap<>(weights);
    for (Map<String, Object> backend : backends(rules)) {
      Integer weight = missing.remove(String.valueOf(backend.get("name")));
      if (weight != null) {
        backend.put("weight", weight);
      }
    }
    if (!missing.isEmpty()) {
      throw new ClusterRefusedException(
          "route " + seen.model() + " has no backend " + missing.keySet());
    }
    // a merge patch replaces a list as a whole; the version makes that safe
    Map<String, Object> patch =
        Map.of(
            "metadata", Map.of("resourceVersion", seen.version()),
            "spec", Map.of("rules", rules));
    client
        .genericKubernetesResources(KIND)
        .inNamespace(namespace)
        .withName(seen.model())
        .patch(KubernetesCluster.MERGE, Serialization.asJson(patch));
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
    for (Map<String, Object> backend : backends(rules(found))) {
      Object weight = backend.getOrDefault("weight", 1); // Gateway API's default
      weights.put(
          String.valueOf(backend.get("name")), weight instanceof Number n ? n.intValue() : 0);
    }
    return new Route(
        found.getMetadata().getName(), weights, found.getMetadata().getResourceVersion());
  }

  /** The rules as a copy of our own: what the resource itself gives may be a copy or not. */
  private static List<Object> rules(GenericKubernetesResource found) {
    List<Object> rules = new ArrayList<>();
    if (found.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
        && spec.get("rules") instanceof List<?> given) {
      given.forEach(rule -> rules.add(Serialization.clone(rule)));
    }
    return rules;
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static List<Map<String, Object>> backends(List<Object> rules) {
    List<Map<String, Object>> backends = new ArrayList<>();
    if (!rules.isEmpty()
        && rules.get(0) instanceof Map<?, ?> first
        && first.get("backendRefs") instanceof List<?> refs) {
      for (Object ref : refs) {
        if (ref instanceof Map<?, ?> backend) {
          backends.add((Map<String, Object>) backend);
        }
      }
    }
    return backends;
  }
}
