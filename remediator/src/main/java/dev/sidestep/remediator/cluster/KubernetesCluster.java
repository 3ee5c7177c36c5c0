package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.VariantState;
import io.fabric8.kubernetes.api.model.Namespace;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cluster through the Kubernetes API: Deployments with the label {@code sidestep.dev/model} are
 * variants, their pods carry {@code sidestep.dev/variant}, an HTTPRoute of the model's name shares
 * out its traffic.
 *
 * <p>Replica counts are written through the scale subresource, everything by patches that carry the
 * resource version that was read, so that a write upon somebody else's is refused with 409. (No
 * merge patch of a list: the embedded API appends where the real one replaces.)
 */
public final class KubernetesCluster implements Cluster, AutoCloseable {
  static final String MODEL = "sidestep.dev/model";
  static final String VARIANT = "sidestep.dev/variant";
  static final String CLASS = "sidestep.dev/device-class";
  static final String DEVICE = "sidestep.dev/device";
  static final String MANAGED = "sidestep.dev/managed";
  static final String FREEZE = "sidestep-freeze";
  static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  static final String WRITER = "sidestep-remediator";

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(WRITER)
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
  private final KubernetesRoutes routes;

  /** Looks after one namespace; closes the client with itself. */
  public KubernetesCluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.routes = new KubernetesRoutes(client, namespace);
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
          Map<String, Route> shares = routes.byModel();
          Map<String, List<VariantPod>> pods =
              client.pods().inNamespace(namespace).withLabel(VARIANT).list().getItems().stream()
                  .filter(pod -> !KubernetesObjects.over(pod))
                  .collect(
                      Collectors.groupingBy(
                          pod ->
                              KubernetesObjects.labels(pod.getMetadata()).getOrDefault(VARIANT, ""),
                          Collectors.mapping(KubernetesObjects::pod, Collectors.toList())));
          List<VariantState> variants = new ArrayList<>();
          for (Deployment deployment : deployments) {
            String name = deployment.getMetadata().getName();
            KubernetesObjects.variant(deployment, shares, pods.getOrDefault(name, List.of()))
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
                .filter(pod -> !KubernetesObjects.over(pod))
                .map(KubernetesObjects::pod)
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
          return new Scale(
              variant, KubernetesObjects.replicas(found), found.getMetadata().getResourceVersion());
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
                    MERGE, json(Map.of("resourceVersion", seen.version()), "replicas", replicas)));
  }

  @Override
  public Route route(String model) {
    return KubernetesFailures.translate("route of " + model, () -> routes.get(model));
  }

  @Override
  public void weights(Route seen, Map<String, Integer> weights) {
    KubernetesFailures.translate(
        "weights of " + seen.model(),
        () -> {
          routes.write(seen, weights);
          return weights;
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
                .patch(MERGE, Serialization.asJson(Map.of("metadata", metadata))));
  }

  @Override
  public boolean optedIn() {
    return KubernetesFailures.translate(
        "namespace " + namespace,
        () -> {
          Namespace found = client.namespaces().withName(namespace).get();
          return found != null
              && "true".equals(KubernetesObjects.labels(found.getMetadata()).get(MANAGED));
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

  private static String json(Map<String, Object> metadata, String field, Object value) {
    return Serialization.asJson(Map.of("metadata", metadata, "spec", Map.of(field, value)));
  }
}
