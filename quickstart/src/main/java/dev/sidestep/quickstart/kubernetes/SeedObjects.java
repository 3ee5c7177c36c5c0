package dev.sidestep.quickstart.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Kubernetes objects of a seed: Namespace, Deployments, Services, HTTPRoutes. */
final class SeedObjects {
  private static final int SERVICE_PORT = 80;

  private SeedObjects() {}

  static List<HasMetadata> of(ClusterSeed seed) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(seed.namespace())
            .addToLabels(Names.MANAGED, "true")
            .endMetadata()
            .build());
    for (VariantSeed variant : seed.variants()) {
      objects.add(deployment(seed.namespace(), variant));
      objects.add(service(seed.namespace(), variant));
    }
    seed.models().forEach((model, of) -> objects.add(route(seed.namespace(), model, of)));
    return objects;
  }

  private static Deployment deployment(String namespace, VariantSeed variant) {
    Map<String, String> labels = labels(variant);
    Map<String, String> annotations = Map.of(Names.DEVICE, variant.device());
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(variant.name())
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withReplicas(variant.replicas())
        .withNewSelector()
        .addToMatchLabels(Names.VARIANT, variant.name())
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .addToLabels(Names.VARIANT, variant.name())
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(30L)
        .addNewContainer()
        .withName("server")
        .withImage("sidestep/inference-node")
        .withNewResources()
        .addToLimits("memory", new Quantity(String.valueOf(variant.memoryLimitBytes())))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Service service(String namespace, VariantSeed variant) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(variant.name())
        .withLabels(labels(variant))
        .endMetadata()
        .withNewSpec()
        .addToSelector(Names.VARIANT, variant.name())
        .addNewPort()
        .withName("http")
        .withPort(SERVICE_PORT)
        .withTargetPort(new IntOrString("http"))
        .endPort()
        .endSpec()
        .build();
  }

  private static GenericKubernetesResource route(
      String namespace, String model, List<VariantSeed> variants) {
    List<Map<String, Object>> backends =
        variants.stream()
            .map(
                variant ->
                    Map.<String, Object>of(
                        "name", variant.name(), "port", SERVICE_PORT, "weight", variant.weight()))
            .toList();
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("gateway.networking.k8s.io/v1")
        .withKind("HTTPRoute")
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(model)
        .addToLabels(Names.PART_OF, Names.DEMO)
        .addToLabels(Names.MODEL, model)
        .endMetadata()
        .addToAdditionalProperties(
            "spec",
            Map.of(
                "parentRefs", List.of(Map.of("name", "sidestep-demo")),
                "rules", List.of(Map.of("backendRefs", backends))))
        .build();
  }

  private static Map<String, String> labels(VariantSeed variant) {
    return Map.of(
        Names.PART_OF,
        Names.DEMO,
        Names.MODEL,
        variant.model(),
        Names.DEVICE_CLASS,
        variant.deviceClass().name().toLowerCase(Locale.ROOT));
  }
}
