package dev.sidestep.remediator.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Locale;

/** The objects of a demo namespace, as they are on any cluster. */
public final class KubernetesScene {
  private KubernetesScene() {}

  public static Deployment deployment(String namespace, String kind, int replicas) {
    String name = "minilm-" + kind;
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/part-of", "sidestep-demo")
        .addToLabels(KubernetesCluster.MODEL, "minilm")
        .addToLabels(KubernetesCluster.CLASS, kind.toLowerCase(Locale.ROOT))
        .addToAnnotations(KubernetesCluster.DEVICE, "device/local/" + kind + "-0")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels(KubernetesCluster.VARIANT, name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels(KubernetesCluster.VARIANT, name)
        .addToAnnotations(KubernetesCluster.DEVICE, "device/local/" + kind + "-0")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("node")
        .withImage("sidestep/inference-node")
        .addNewPort()
        .withContainerPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** A ready pod, for an API without controllers and kubelet. */
  public static Pod pod(String namespace, String kind, String name, int port) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels(KubernetesCluster.VARIANT, "minilm-" + kind)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("node")
        .addNewPort()
        .withContainerPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPodIP("127.0.0.1")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  public static GenericKubernetesResource route(String namespace, int gpu, int cpu) {
    return Serialization.unmarshal(
        """
        {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
         "metadata": {"name": "minilm", "namespace": "%s"},
         "spec": {
           "parentRefs": [{"name": "gateway"}],
           "rules": [
             {"matches": [{"path": {"type": "PathPrefix", "value": "/v1"}}],
              "backendRefs": [
                {"name": "minilm-gpu", "port": 80, "weight": %d},
                {"name": "minilm-cpu", "port": 80, "weight": %d}]},
             {"backendRefs": [{"name": "page", "port": 80, "weight": 1}]}]}}
        """
            .formatted(namespace, gpu, cpu),
        GenericKubernetesResource.class);
  }

  /** A route with a rule that weights do not reach: it sends all of a path to the GPU. */
  public static GenericKubernetesResource twiceRouted(String namespace) {
    return Serialization.unmarshal(
        """
        {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
         "metadata": {"name": "minilm", "namespace": "%s"},
         "spec": {
           "rules": [
             {"backendRefs": [
                {"name": "minilm-gpu", "port": 80, "weight": 0},
                {"name": "minilm-cpu", "port": 80, "weight": 100}]},
             {"matches": [{"path": {"type": "PathPrefix", "value": "/v2"}}],
              "backendRefs": [{"name": "minilm-gpu", "port": 80}]}]}}
        """
            .formatted(namespace),
        GenericKubernetesResource.class);
  }
}
