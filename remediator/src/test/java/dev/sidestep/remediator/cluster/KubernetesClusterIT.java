package dev.sidestep.remediator.cluster;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.VariantState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesClusterIT extends ClusterContract {
  private static final String NAMESPACE = "sidestep-demo";

  private final EmbeddedApi api = new EmbeddedApi();
  private final KubernetesClient admin = api.client();
  private final KubernetesCluster cluster =
      KubernetesCluster.connect(
          new KubernetesSettings(api.url(), "", Duration.ofSeconds(5)), NAMESPACE);

  @BeforeEach
  void build() {
    admin.resource(KubernetesScene.deployment(NAMESPACE, "gpu", 1)).create();
    admin.resource(KubernetesScene.deployment(NAMESPACE, "cpu", 0)).create();
    admin.resource(KubernetesScene.pod(NAMESPACE, "gpu", "minilm-gpu-0", 18080)).create();
    admin.resource(KubernetesScene.route(NAMESPACE, 100, 0)).create();
    api.writes.clear();
  }

  @AfterEach
  void close() {
    cluster.close();
    admin.close();
    api.close();
  }

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Test
  void writesThroughTheScaleSubresourceWithItsOwnFieldManager() {
    cluster.scale(cluster.scale("minilm-cpu"), 1);

    assertThat(api.writes)
        .containsExactly(
            "PATCH /apis/apps/v1/namespaces/sidestep-demo/deployments/minilm-cpu/scale"
                + "?fieldManager=sidestep-remediator");
    assertThat(
            admin
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("minilm-cpu")
                .get()
                .getSpec()
                .getTemplate())
        .as("the rest of the Deployment is untouched")
        .isNotNull();
  }

  @Test
  void leavesTheRestOfTheRouteAsItIs() {
    cluster.weights(cluster.route("minilm"), Map.of("minilm-gpu", 75, "minilm-cpu", 25));

    GenericKubernetesResource route =
        admin
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
            .inNamespace(NAMESPACE)
            .withName("minilm")
            .get();
    assertThat(String.valueOf(route.getAdditionalProperties().get("spec")))
        .isEqualTo(
            String.valueOf(
                KubernetesScene.route(NAMESPACE, 75, 25).getAdditionalProperties().get("spec")));
  }

  @Test
  void refusesARouteThatSendsTrafficToAVariantByAnotherRuleToo() {
    Cluster.Route seen = cluster.route("minilm");
    admin.resource(KubernetesScene.twiceRouted(NAMESPACE)).delete();
    admin.resource(KubernetesScene.twiceRouted(NAMESPACE)).create();

    assertThatThrownBy(() -> cluster.route("minilm"))
        .isInstanceOf(ClusterRefusedException.class)
        .hasMessage(
            "HTTPRoute minilm sends traffic to [minilm-gpu] by more than one rule;"
                + " keep all of a model's variants in its first rule only");
    assertThatThrownBy(() -> cluster.weights(seen, Map.of("minilm-gpu", 0, "minilm-cpu", 100)))
        .isInstanceOf(ClusterRefusedException.class);
    assertThat(cluster.variants())
        .as("nothing is decided upon weights that do not tell the traffic")
        .hasSize(2)
        .allMatch(variant -> variant.weight() == 0);
  }

  @Test
  void knowsWhereAPodAnswers() {
    assertThat(cluster.pods("minilm-gpu").get(0).endpoint())
        .isEqualTo(URI.create("http://127.0.0.1:18080"));
  }

  @Test
  void doesNotCountPodsThatWereEvictedOrHaveFinished() {
    for (String phase : List.of("Failed", "Succeeded")) {
      Pod over =
          KubernetesScene.pod(NAMESPACE, "gpu", "minilm-gpu-" + phase.toLowerCase(ROOT), 18081);
      over.getStatus().setPhase(phase);
      over.getStatus().getConditions().get(0).setStatus("False");
      admin.resource(over).create();
    }

    assertThat(cluster.pods("minilm-gpu"))
        .extracting(VariantPod::name)
        .containsExactly("minilm-gpu-0");
    assertThat(cluster.variants())
        .filteredOn(variant -> variant.variant().equals("minilm-gpu"))
        .flatExtracting(VariantState::pods)
        .extracting(VariantState.Pod::name)
        .containsExactly("minilm-gpu-0");
  }

  @Test
  void readsTheLabelOfTheNamespaceAndTheFreezeSwitch() {
    assertThat(cluster.optedIn()).as("no namespace, no consent").isFalse();
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels(KubernetesCluster.MANAGED, "true")
                .endMetadata()
                .build())
        .create();
    assertThat(cluster.optedIn()).isTrue();

    assertThat(cluster.frozen()).isFalse();
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(KubernetesCluster.FREEZE)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .create();
    assertThat(cluster.frozen()).isTrue();
  }

  @Test
  void ignoresDeploymentsThatDoNotSayTheirDevice() {
    var incomplete = KubernetesScene.deployment(NAMESPACE, "npu", 1);
    incomplete.getMetadata().getAnnotations().clear();
    admin.resource(incomplete).create();

    assertThat(cluster.variants()).hasSize(2);
  }

  @Test
  void saysWhatHappensNextWhenTheApiIsInTrouble() {
    Cluster.Scale seen = cluster.scale("minilm-cpu");
    for (int status : new int[] {500, 503, 429, 401}) {
      api.failNext.add(status);
      assertThatThrownBy(() -> cluster.scale(seen, 1))
          .as("status " + status)
          .isInstanceOf(ClusterUnavailableException.class);
    }
    for (int status : new int[] {403, 422}) {
      api.failNext.add(status);
      assertThatThrownBy(() -> cluster.scale(seen, 1))
          .as("status " + status)
          .isInstanceOf(ClusterRefusedException.class);
    }
    api.failNext.add(403);
    assertThatThrownBy(() -> cluster.scale(seen, 1)).isInstanceOf(ClusterForbiddenException.class);
    api.close();
    assertThatThrownBy(() -> cluster.scale("minilm-cpu"))
        .isInstanceOf(ClusterUnavailableException.class);
  }
}
