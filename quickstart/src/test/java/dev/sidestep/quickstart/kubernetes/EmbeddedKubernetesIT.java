package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.quickstart.clock.VirtualClock;
import dev.sidestep.quickstart.failure.Failure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKubernetesIT {
  private static final String NAMESPACE = "demo";
  private static final ClusterSeed SEED =
      new ClusterSeed(
          NAMESPACE,
          List.of(
              new VariantSeed(
                  "minilm", "minilm-gpu", DeviceClass.GPU, "device/local/gpu-0", 1, 100, 1 << 30),
              new VariantSeed(
                  "minilm", "minilm-cpu", DeviceClass.CPU, "device/local/cpu-0", 0, 0, 1 << 30)));

  @TempDir Path dir;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private EmbeddedKubernetes kubernetes;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    kubernetes = EmbeddedKubernetes.persistent(clock, 0, dir.resolve("cluster.json"));
    kubernetes.seed(SEED);
    client = kubernetes.client();
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  @Test
  void seedsOnceAndTheSameEachTime() {
    Deployment gpu = deployment("minilm-gpu").get();
    assertThat(gpu.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/part-of", "sidestep-demo")
        .containsEntry("sidestep.dev/model", "minilm")
        .containsEntry("sidestep.dev/device-class", "gpu");
    assertThat(gpu.getMetadata().getAnnotations())
        .containsEntry("sidestep.dev/device", "device/local/gpu-0");
    assertThat(gpu.getMetadata().getCreationTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(client.namespaces().withName(NAMESPACE).get().getMetadata().getLabels())
        .containsEntry("sidestep.dev/managed", "true");
    assertThat(weights()).isEqualTo("[100, 0]");

    long before = kubernetes.writes();
    kubernetes.seed(SEED);
    assertThat(kubernetes.writes()).as("nothing was missing").isEqualTo(before);
    try (EmbeddedKubernetes other = EmbeddedKubernetes.inMemory(clock)) {
      other.seed(SEED);
      assertThat(
              other
                  .client()
                  .apps()
                  .deployments()
                  .inNamespace(NAMESPACE)
                  .withName("minilm-gpu")
                  .get()
                  .getMetadata()
                  .getUid())
          .isEqualTo(gpu.getMetadata().getUid());
    }
  }

  @Test
  void scalesWithoutLosingTheDeployment() {
    deployment("minilm-cpu").scale(2);
    Deployment scaled = deployment("minilm-cpu").get();
    assertThat(scaled.getSpec().getReplicas()).isEqualTo(2);
    assertThat(scaled.getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
    assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
    var scale = deployment("minilm-cpu").scale();
    assertThat(scale.getKind()).isEqualTo("Scale");
    scale.getSpec().setReplicas(1);
    deployment("minilm-cpu").scale(scale);
    assertThat(deployment("minilm-cpu").get().getSpec().getReplicas()).isEqualTo(1);

    scale.getSpec().setReplicas(5); // the version that was read is an old one by now
    assertThatThrownBy(() -> deployment("minilm-cpu").scale(scale))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(deployment("minilm-cpu").get().getSpec().getReplicas()).isEqualTo(1);
  }

  @Test
  void evictsAndObeysPreconditions() {
    Pod pod = client.resource(pod("p-0", false)).create();
    assertThat(client.pods().inNamespace(NAMESPACE).withName("p-0").evict()).isTrue();
    assertThat(client.resource(pod).get()).isNull();

    Pod again = client.resource(pod("p-0", false)).create();
    assertThat(again.getMetadata().getUid()).isNotEqualTo(pod.getMetadata().getUid());
    HttpResponse<String> refused =
        send(
            "DELETE",
            "api/v1/namespaces/demo/pods/p-0",
            "application/json",
            "{\"preconditions\":{\"uid\":\"" + pod.getMetadata().getUid() + "\"}}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(client.resource(again).get()).isNotNull();
    assertThat(send("POST", "api/v1/namespaces/demo/pods/nobody/eviction", "", "{}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void keepsADeletedPodUntilItsFinalizerIsGone() {
    Pod pod = client.resource(pod("p-1", true)).create();
    client.resource(pod).delete();
    Pod terminating = client.resource(pod).get();
    assertThat(terminating.getMetadata().getDeletionTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
    client.resource(PodObjects.withoutFinalizer(terminating)).update();
    assertThat(client.resource(pod).get()).isNull();
  }

  @Test
  void appliesOnTheServerSide() {
    Deployment fresh =
        new DeploymentBuilder(deployment("minilm-gpu").get())
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName("applied")
            .endMetadata()
            .build();
    client.resource(fresh).serverSideApply();
    assertThat(deployment("applied").get()).isNotNull();
    client
        .resource(new DeploymentBuilder(fresh).editSpec().withReplicas(3).endSpec().build())
        .serverSideApply();
    Deployment applied = deployment("applied").get();
    assertThat(applied.getSpec().getReplicas()).isEqualTo(3);
    assertThat(applied.getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
  }

  @Test
  void mergesStrategicallyByNameAndPlainlyByField() {
    deployment("minilm-gpu")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"server\",\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}]}}}}");
    deployment("minilm-gpu")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"note\":\"x\"},\"labels\":{\"sidestep.dev/model\":null}}}");
    Deployment patched = deployment("minilm-gpu").get();
    var container = patched.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(container.getImage()).as("kept by the merge").isEqualTo("sidestep/inference-node");
    assertThat(container.getEnv()).hasSize(1);
    assertThat(patched.getMetadata().getAnnotations())
        .containsEntry("note", "x")
        .containsKey("sidestep.dev/device");
    assertThat(patched.getMetadata().getLabels()).doesNotContainKey("sidestep.dev/model");
  }

  @Test
  void replacesTheWeightsOfARouteAsAWhole() {
    send(
        "PATCH",
        "apis/gateway.networking.k8s.io/v1/namespaces/demo/httproutes/minilm",
        "application/merge-patch+json",
        "{\"spec\":{\"rules\":[{\"backendRefs\":[{\"name\":\"minilm-gpu\",\"weight\":70},{\"name\":\"minilm-cpu\",\"weight\":30}]}]}}");
    assertThat(weights()).isEqualTo("[70, 30]");
  }

  @Test
  void refusesAStaleWriteADryRunAndAWebPage() {
    Deployment read = deployment("minilm-gpu").get();
    deployment("minilm-gpu").scale(2);
    assertThatThrownBy(() -> client.resource(read).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThatThrownBy(() -> client.resource(pod("dry", false)).dryRun().create())
        .hasMessageContaining("dry runs are not supported");
    assertThat(client.pods().inNamespace(NAMESPACE).withName("dry").get()).isNull();
    HttpRequest fromAPage =
        HttpRequest.newBuilder(URI.create(kubernetes.url() + "api/v1/namespaces"))
            .header("Origin", "http://evil.example")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(send(fromAPage).statusCode()).isEqualTo(403);
  }

  @Test
  void countsChangesButNotLeases() {
    long before = kubernetes.writes();
    client.pods().inNamespace(NAMESPACE).list();
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("leader")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("me")
                .endSpec()
                .build())
        .create();
    assertThat(kubernetes.writes()).isEqualTo(before);
    assertThat(client.leases().inNamespace(NAMESPACE).withName("leader").get()).isNotNull();
    deployment("minilm-gpu").scale(2);
    assertThat(kubernetes.writes()).isGreaterThan(before);
  }

  @Test
  void comesBackFromItsFileWithEveryUidAndVersion() {
    deployment("minilm-cpu").scale(3);
    client.resource(pod("p-2", true)).create();
    client.pods().inNamespace(NAMESPACE).withName("p-2").delete();
    List<String> before = everything(client);
    kubernetes.close(); // writes nothing: the file is as a kill -9 would leave it

    kubernetes = EmbeddedKubernetes.persistent(clock, 0, dir.resolve("cluster.json"));
    client = kubernetes.client();
    assertThat(everything(client)).isEqualTo(before);
    assertThat(deployment("minilm-cpu").get().getSpec().getReplicas()).isEqualTo(3);
    Deployment changed = deployment("minilm-cpu").edit(d -> d); // no change, no error
    assertThat(changed).isNotNull();
    deployment("minilm-cpu").scale(1);
    assertThat(Long.parseLong(deployment("minilm-cpu").get().getMetadata().getResourceVersion()))
        .isGreaterThan(before.stream().mapToLong(EmbeddedKubernetesIT::version).max().orElse(0));
  }

  @Test
  void saysInOneLineThatItsFileOrPortIsUnusable() throws Exception {
    Path bad = Files.writeString(dir.resolve("bad.json"), "{\"version\":1,\"objects\":[{}]");
    assertThatThrownBy(() -> EmbeddedKubernetes.persistent(clock, 0, bad))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cluster file " + bad)
        .hasMessageNotContaining("\n");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  EmbeddedKubernetes.persistent(
                      clock, taken.getLocalPort(), dir.resolve("other.json")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void forgetsEverythingOnReset() {
    kubernetes.reset();
    assertThat(everything(client)).isEmpty();
    kubernetes.seed(SEED);
    assertThat(weights()).isEqualTo("[100, 0]");
  }

  private RollableScalableResource<Deployment> deployment(String name) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName(name);
  }

  private String weights() {
    GenericKubernetesResource route =
        client
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
            .inNamespace(NAMESPACE)
            .withName("minilm")
            .get();
    return Stream.of(0, 1)
        .map(i -> Objects.toString(route.get("spec", "rules", 0, "backendRefs", i, "weight")))
        .toList()
        .toString();
  }

  private static List<String> everything(KubernetesClient client) {
    return Stream.<List<? extends HasMetadata>>of(
            client.namespaces().list().getItems(),
            client.pods().inAnyNamespace().list().getItems(),
            client.services().inAnyNamespace().list().getItems(),
            client.apps().deployments().inAnyNamespace().list().getItems())
        .flatMap(List::stream)
        .map(
            object ->
                object.getKind()
                    + " "
                    + object.getMetadata().getName()
                    + " "
                    + object.getMetadata().getUid()
                    + " "
                    + object.getMetadata().getDeletionTimestamp()
                    + " "
                    + object.getMetadata().getResourceVersion())
        .sorted()
        .toList();
  }

  private static long version(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static Pod pod(String name, boolean finalizer) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("c")
            .endContainer()
            .endSpec();
    return finalizer
        ? pod.editMetadata().addToFinalizers(Names.FINALIZER).endMetadata().build()
        : pod.build();
  }

  private HttpResponse<String> send(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", type.isEmpty() ? "application/json" : type);
    return send(request.build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
