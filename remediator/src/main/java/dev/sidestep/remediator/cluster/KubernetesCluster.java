package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.VariantState;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cluster through the Kubernetes API: Deployments with the label {@code sidestep.dev/model} are
 * variants, their pods carry {@code sidestep.dev/variant}, an HTTPRoute of the model's name shares
 * out its traffic.
 *
 * <p>Replica counts are written through the scale subresource, everything by merge patches that
 * carry the resource version that was read, so that a write upon somebody else's is refused with
 * 409.
 */
public final class KubernetesCluster implements Cluster, AutoCloseable {
  static final String MODEL = "sidestep.dev/model";
  static final String VARIANT = "sidestep.dev/variant";
  static final String CLASS = "sidestep.dev/device-class";
  static final String DEVICE = "sidestep.dev/device";
  static final String MANAGED = "sidestep.dev/managed";
  static final String FREEZE = "sidestep-freeze";
  static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private static final String WRITER = "sidestep-remediator";
  private static final ResourceDefinitionContext ROUTES =
      new ResourceDefinitionContext.Builder()
          .withGroup("gateway.networking.k8s.io")
          .withVersion("v1")
          .withKind("HTTPRoute")
          .withPlural("httproutes")
          .withNamespaced(true)
          .build();
  private static final ResourceDefinitionContext DEPLOYMENTS =
      new ResourceDefinitionContext.Builder()
          .withGroup("apps")
          .withVersion("v1")
          .withKind("Deployment")
          .withPlural("deployments")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;

  /** Looks after one namespace; closes the client with itself. */
  public KubernetesCluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Connects as configured. Requests are not repeated by the client: steps are. */
  public static KubernetesCluster connect(KubernetesSettings settings, String namespace) {
    Config base =
        settings.kubeconfig().isEmpty()
            ? settings.masterUrl().isEmpty() ? Config.autoConfigure(null) : Config.empty()
            : Config.fromKubeconfig(new File(settings.kubeconfig()));
    ConfigBuilder config =
        new ConfigBuilder(base)
            .withConnectionTimeout((int) settings.timeout().toMillis())
            .withRequestTimeout((int) settings.timeout().toMillis())
            .withRequestRetryBackoffLimit(0);
    if (!settings.masterUrl().isEmpty()) {
      config.withMasterUrl(settings.masterUrl()).withHttp2Disable(true);
    }
    return new KubernetesCluster(
        new KubernetesClientBuilder().withConfig(config.build()).build(), namespace);
  }

  @Override
  public List<VariantState> variants() {
    return KubernetesFailures.translate(
        "variants of " + namespace,
        () -> {
          List<Deployment> deployments =
              client.apps().deployments().inNamespace(namespace).withLabel(MODEL).list().getItems();
          Map<String, Route> routes =
              client
                  .genericKubernetesResources(ROUTES)
                  .inNamespace(namespace)
                  .list()
                  .getItems()
                  .stream()
                  .map(KubernetesCluster::route)
                  .collect(Collectors.toMap(Route::model, route -> route));
          Map<String, List<VariantPod>> pods =
              client.pods().inNamespace(namespace).withLabel(VARIANT).list().getItems().stream()
                  .collect(
                      Collectors.groupingBy(
                          pod -> labels(pod.getMetadata()).getOrDefault(VARIANT, ""),
                          Collectors.mapping(KubernetesCluster::pod, Collectors.toList())));
          List<VariantState> variants = new ArrayList<>();
          for (Deployment deployment : deployments) {
            String name = deployment.getMetadata().getName();
            variant(deployment, routes, pods.getOrDefault(name, List.of()))
                .ifPresent(variants::add);
          }
          variants.sort(Comparator.comparing(VariantState::variant));
          return List.copyOf(variants);
        });
  }

  @Override
  public List<VariantPod> pods(String variant) {
    return KubernetesFailures.translate(
        "pods of " + variant,
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabel(VARIANT, variant)
                .list()
                .getItems()
                .stream()
                .map(KubernetesCluster::pod)
                .sorted(Comparator.comparing(VariantPod::name))
                .toList());
  }

  @Override
  public Scale scale(String variant) {
    return KubernetesFailures.translate(
        "scale of " + variant,
        () -> {
          Deployment found =
              client.apps().deployments().inNamespace(namespace).withName(variant).get();
          if (found == null) {
            throw new ClusterRefusedException(
                "deployment " + variant + " is not in namespace " + namespace);
          }
          return new Scale(variant, replicas(found), found.getMetadata().getResourceVersion());
        });
  }

  @Override
  public void scale(Scale seen, int replicas) {
    KubernetesFailures.translate(
        "scale of " + seen.variant() + " to " + replicas,
        () ->
            client
                .genericKubernetesResources(DEPLOYMENTS)
                .inNamespace(namespace)
                .withName(seen.variant())
                .subresource("scale")
                .patch(
                    merge(),
                    json(Map.of("resourceVersion", seen.version()), "replicas", replicas)));
  }

  @Override
  public Route route(String model) {
    return KubernetesFailures.translate("route of " + model, () -> route(httpRoute(model)));
  }

  @Override
  public void weights(Route seen, Map<String, Integer> weights) {
    KubernetesFailures.translate(
        "weights of " + seen.model(),
        () -> {
          GenericKubernetesResource found = httpRoute(seen.model());
          if (!found.getMetadata().getResourceVersion().equals(seen.version())) {
            throw new ClusterConflictException(
                "route " + seen.model() + " has changed since it was read");
          }
          Map<String, Integer> missing = new HashMap<>(weights);
          for (Map<String, Object> backend : backends(found)) {
            @Nullable Integer weight = missing.remove(String.valueOf(backend.get("name")));
            if (weight != null) {
              backend.put("weight", weight);
            }
          }
          if (!missing.isEmpty()) {
            throw new ClusterRefusedException(
                "route " + seen.model() + " has no backend " + missing.keySet());
          }
          // a merge patch replaces a list as a whole; the version makes that safe
          Object rules = found.get("spec", "rules");
          return client
              .genericKubernetesResources(ROUTES)
              .inNamespace(namespace)
              .withName(seen.model())
              .patch(merge(), json(Map.of("resourceVersion", seen.version()), "rules", rules));
        });
  }

  @Override
  public void deletionCost(VariantPod seen, @Nullable Integer cost) {
    Map<String, Object> annotation = new HashMap<>();
    annotation.put(DELETION_COST, cost == null ? null : String.valueOf(cost));
    Map<String, Object> metadata =
        Map.of("resourceVersion", seen.version(), "uid", seen.uid(), "annotations", annotation);
    KubernetesFailures.translate(
        "deletion cost of " + seen.name(),
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withName(seen.name())
                .patch(merge(), Serialization.asJson(Map.of("metadata", metadata))));
  }

  @Override
  public boolean optedIn() {
    return KubernetesFailures.translate(
        "namespace " + namespace,
        () -> {
          Namespace found = client.namespaces().withName(namespace).get();
          return found != null && "true".equals(labels(found.getMetadata()).get(MANAGED));
        });
  }

  @Override
  public boolean frozen() {
    return KubernetesFailures.translate(
        "configmap " + FREEZE,
        () -> client.configMaps().inNamespace(namespace).withName(FREEZE).get() != null);
  }

  @Override
  public void close() {
    client.close();
  }

  private GenericKubernetesResource httpRoute(String model) {
    GenericKubernetesResource found =
        client.genericKubernetesResources(ROUTES).inNamespace(namespace).withName(model).get();
    if (found == null) {
      throw new ClusterRefusedException("HTTPRoute " + model + " is not in namespace " + namespace);
    }
    return found;
  }

  /** A Deployment that does not say its class and device in full is none of ours. */
  private static Optional<VariantState> variant(
      Deployment deployment, Map<String, Route> routes, List<VariantPod> pods) {
    ObjectMeta metadata = deployment.getMetadata();
    String model = labels(metadata).getOrDefault(MODEL, "");
    String device = annotations(metadata).getOrDefault(DEVICE, "");
    Optional<DeviceClass> kind = deviceClass(labels(metadata).getOrDefault(CLASS, ""));
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

  private static Route route(GenericKubernetesResource httpRoute) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (Map<String, Object> backend : backends(httpRoute)) {
      Object weight = backend.getOrDefault("weight", 1); // Gateway API's default
      weights.put(
          String.valueOf(backend.get("name")), weight instanceof Number n ? n.intValue() : 0);
    }
    return new Route(
        httpRoute.getMetadata().getName(), weights, httpRoute.getMetadata().getResourceVersion());
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static List<Map<String, Object>> backends(GenericKubernetesResource httpRoute) {
    List<Map<String, Object>> backends = new ArrayList<>();
    if (httpRoute.get("spec", "rules", 0, "backendRefs") instanceof List<?> refs) {
      for (Object ref : refs) {
        if (ref instanceof Map<?, ?> backend) {
          backends.add((Map<String, Object>) backend);
        }
      }
    }
    return backends;
  }

  private static VariantPod pod(Pod pod) {
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
        cost(annotations(metadata).get(DELETION_COST)),
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

  private static int replicas(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  private static Map<String, String> labels(ObjectMeta metadata) {
    return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
  }

  private static PatchContext merge() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.JSON_MERGE)
        .withFieldManager(WRITER)
        .build();
  }

  private static String json(Map<String, Object> metadata, String field, Object value) {
    return Serialization.asJson(Map.of("metadata", metadata, "spec", Map.of(field, value)));
  }
}
