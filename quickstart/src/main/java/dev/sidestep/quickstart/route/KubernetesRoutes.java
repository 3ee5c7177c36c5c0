package dev.sidestep.quickstart.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.quickstart.kubernetes.Names;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells a {@link Router} what the cluster says: weights from the HTTPRoutes of a namespace, and the
 * pods that are ready and not about to go.
 */
public final class KubernetesRoutes {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ResourceDefinitionContext HTTP_ROUTE =
      new ResourceDefinitionContext.Builder()
          .withGroup("gateway.networking.k8s.io")
          .withVersion("v1")
          .withKind("HTTPRoute")
          .withPlural("httproutes")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final LongSupplier writes;
  private final String namespace;
  private final Router router;
  private long seenWrites = -1;

  /**
   * Reads from a cluster.
   *
   * @param writes grows with each change of the cluster
   */
  public KubernetesRoutes(
      KubernetesClient client, LongSupplier writes, String namespace, Router router) {
    this.client = client;
    this.writes = writes;
    this.namespace = namespace;
    this.router = router;
  }

  /** Looks again where the cluster has changed since the last look. */
  public synchronized void refresh() {
    long written = writes.getAsLong();
    if (written == seenWrites) {
      return;
    }
    Map<String, List<Pod>> ready = readyByVariant();
    Map<String, List<Backend>> routes = new TreeMap<>();
    for (GenericKubernetesResource route :
        client.genericKubernetesResources(HTTP_ROUTE).inNamespace(namespace).list().getItems()) {
      String model = route.getMetadata().getName();
      routes.put(model, backends(model, route, ready));
    }
    router.update(routes);
    seenWrites = written;
  }

  private Map<String, List<Pod>> readyByVariant() {
    return client.pods().inNamespace(namespace).withLabel(Names.VARIANT).list().getItems().stream()
        .filter(KubernetesRoutes::mayServe)
        .collect(Collectors.groupingBy(pod -> pod.getMetadata().getLabels().get(Names.VARIANT)));
  }

  private static boolean mayServe(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static List<Backend> backends(
      String model, GenericKubernetesResource route, Map<String, List<Pod>> ready) {
    JsonNode rules = MAPPER.valueToTree(route.getAdditionalProperties()).at("/spec/rules/0");
    List<Backend> backends = new ArrayList<>();
    for (JsonNode reference : rules.path("backendRefs")) {
      String variant = reference.path("name").asText();
      List<Endpoint> endpoints =
          ready.getOrDefault(variant, List.of()).stream()
              .map(pod -> endpoint(model, variant, pod))
              .toList();
      // the Gateway API takes a missing weight for 1
      backends.add(new Backend(variant, Math.max(0, reference.path("weight").asInt(1)), endpoints));
    }
    return backends;
  }

  private static Endpoint endpoint(String model, String variant, Pod pod) {
    int port =
        pod.getSpec().getContainers().stream()
            .flatMap(container -> container.getPorts().stream())
            .map(containerPort -> containerPort.getContainerPort())
            .findFirst()
            .orElse(0);
    return new Endpoint(
        model, variant, pod.getMetadata().getName(), pod.getStatus().getPodIP(), port);
  }
}
