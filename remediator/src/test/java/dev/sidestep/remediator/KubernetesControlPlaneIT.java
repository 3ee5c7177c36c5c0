package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.cluster.Cluster;
import dev.sidestep.remediator.cluster.ClusterContract;
import dev.sidestep.remediator.cluster.ClusterRefusedException;
import dev.sidestep.remediator.cluster.FakePodProbe;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import dev.sidestep.remediator.cluster.KubernetesScene;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The remediator against a real API server with its controllers, under the rights of {@code
 * deploy/rbac.yaml} and nothing else. Pods are played by KWOK, so their answers are not real.
 *
 * <p>Wants {@code -Dcontrol-plane=DIR}, a folder with the kubeconfig of a running control plane,
 * and {@code -Dcontrol-plane.crds=DIR}, a folder with {@code gateway-api} and its CRDs in it.
 * Without the first it is skipped.
 */
@Tag("control-plane")
class KubernetesControlPlaneIT extends ClusterContract {
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final String namespace =
      "sidestep-" + ProcessHandle.current().pid() + "-" + NAMESPACES.incrementAndGet();
  private final FakePodProbe probe = new FakePodProbe();
  private final List<Outcome> log = new ArrayList<>();

  private KubernetesClient admin;
  private KubernetesClient actor;
  private KubernetesCluster cluster;

  @BeforeEach
  void build() throws IOException {
    String plane = System.getProperty("control-plane");
    assumeTrue(plane != null, "SKIPPED: no control plane; give -Dcontrol-plane=DIR");
    Config config = Config.fromKubeconfig(new File(plane, "kubeconfig"));
    admin = new KubernetesClientBuilder().withConfig(config).build();
    routeDefinition();
    namespace("sidestep-system", Map.of());
    namespace(namespace, Map.of("sidestep.dev/managed", "true"));
    rights();
    node();
    admin.resource(KubernetesScene.deployment(namespace, "gpu", 1)).create();
    admin.resource(KubernetesScene.deployment(namespace, "cpu", 0)).create();
    admin.resource(KubernetesScene.route(namespace, 100, 0)).create();
    actor = as(config, "sidestep-remediator");
    cluster = new KubernetesCluster(actor, namespace);
    await("the first pod", () -> cluster.variants().get(1).ready() == 1);
  }

  @AfterEach
  void close() {
    if (admin != null) {
      admin.namespaces().withName(namespace).delete();
      admin.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  protected Cluster cluster() {
    return cluster;
  }

  @Test
  void movesAModelWithNoMoreRightsThanItHas() {
    Instant tick = Scene.T0;

    Outcome end = carryOut(Scene.thermal(GPU, tick, 200, 240, 300));

    assertThat(end.status()).as(end.reason() + end.steps()).isEqualTo(Status.SUCCEEDED);
    await("the old pod to go", () -> cluster.pods("minilm-gpu").isEmpty());
    VariantState cpu = cluster.variants().get(0);
    assertThat(cpu.ready()).isEqualTo(1);
    assertThat(cpu.weight()).isEqualTo(100);
  }

  @Test
  void replacesExactlyTheLeakingPod() {
    VariantState.Pod leaking = cluster.variants().get(1).pods().get(0);
    Target target =
        Target.pod(Scene.CLUSTER, namespace, leaking.name(), leaking.uid(), DeviceClass.GPU);

    Outcome end = carryOut(Scene.memory(target, Scene.T0, 200, 240, 300));

    assertThat(end.status()).as(end.reason() + end.steps()).isEqualTo(Status.SUCCEEDED);
    assertThat(cluster.variants().get(1).pods()).hasSize(1).doesNotContain(leaking);
  }

  @Test
  void undoesAMoveWhoseAnswersDiffer() {
    probe.spoiled = host -> true;
    String old = String.valueOf(cluster.pods("minilm-gpu").get(0).endpoint());
    probe.spoiled = host -> !old.contains(host);

    Outcome end = carryOut(Scene.thermal(GPU, Scene.T0, 200, 240, 300));

    assertThat(end.status()).as(end.reason() + end.steps()).isEqualTo(Status.UNDONE);
    await("the new pod to go", () -> cluster.pods("minilm-cpu").isEmpty());
    assertThat(cluster.route("minilm").weight("minilm-gpu")).isEqualTo(100);
  }

  @Test
  void mayNotDoAnythingElse() {
    assertForbidden(() -> actor.secrets().inNamespace(namespace).list());
    assertForbidden(() -> actor.pods().inNamespace("kube-system").list());
    assertForbidden(() -> actor.apps().deployments().inAnyNamespace().list());
    assertForbidden(
        () ->
            actor
                .pods()
                .inNamespace(namespace)
                .withName(cluster.pods("minilm-gpu").get(0).name())
                .delete());
    assertForbidden(
        () ->
            actor
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("minilm-gpu")
                .edit(
                    deployment -> {
                      deployment.getSpec().setPaused(true);
                      return deployment;
                    }));
  }

  @Test
  void theServerItselfRefusesWhatTheRailsForbid() {
    String pod = cluster.pods("minilm-gpu").get(0).name();
    assertThatThrownBy(
            () ->
                actor
                    .pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"labels\": {\"sidestep.dev/variant\": \"stolen\"}}}"))
        .hasMessageContaining("only changes the deletion cost");

    admin
        .namespaces()
        .withName(namespace)
        .edit(
            found -> {
              found.getMetadata().getLabels().remove("sidestep.dev/managed");
              return found;
            });
    assertThat(cluster.optedIn()).isFalse();
    await(
        "the server to know",
        () -> {
          try {
            cluster.scale(cluster.scale("minilm-cpu"), 1);
            cluster.scale(cluster.scale("minilm-cpu"), 0);
            return false;
          } catch (ClusterRefusedException e) {
            return e.getMessage().contains("lacks the label");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'add', 'path': '/metadata/labels', 'value': {'stolen': 'true'}}",
        "{'op': 'add', 'path': '/spec/rules/0/timeouts', 'value': {'request': '1s'}}",
        "{'op': 'add', 'path': '/spec/rules/0/filters', 'value': [{'type':"
            + " 'RequestHeaderModifier', 'requestHeaderModifier': {'remove': ['x']}}]}",
        "{'op': 'replace', 'path': '/spec/rules/0/backendRefs/0/port', 'value': 81}",
        "{'op': 'add', 'path': '/spec/rules/0/backendRefs/0/namespace', 'value': 'other'}",
        "{'op': 'replace', 'path': '/spec/rules/0/backendRefs/0/name', 'value': 'other'}"
      })
  void theServerRefusesAnyChangeOfARouteButItsWeights(String change) {
    assertThatThrownBy(
            () ->
                actor
                    .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                    .inNamespace(namespace)
                    .withName("minilm")
                    .patch(PatchContext.of(PatchType.JSON), "[" + change.replace('\'', '"') + "]"))
        .hasMessageContaining("only changes weights");
  }

  @Test
  void readsNothingThatItDoesNotUse() {
    assertForbidden(
        () -> actor.apps().deployments().inNamespace(namespace).withName("minilm-gpu").scale());
  }

  /** Decides on a warning and carries the plan out, on the wall's clock. */
  private Outcome carryOut(Warning warning) {
    RemediatorProperties properties =
        RemediatorProperties.defaults().in(Mode.AUTOMATIC).of(Scene.CLUSTER, namespace);
    Remediator remediator =
        new Remediator(
            properties,
            cluster,
            probe,
            log::add,
            new RemediatorMetrics(new CollectorRegistry(), Mode.AUTOMATIC));
    for (Target device : List.of(GPU, CPU)) {
      remediator.accept(Scene.forecast(device, warning.issuedAt(), 60));
      for (int i = 0; i < 12; i++) { // the receiver is looked at all along the move
        Instant tick = warning.issuedAt().plus(Scene.TICK.multipliedBy(i));
        remediator.accept(Scene.frame(device, tick, 40, 0.1));
      }
    }
    if (warning.target().kind() == Target.Kind.POD) {
      remediator.accept(Scene.memory(warning.target(), warning.issuedAt(), 1e9));
    }
    remediator.decide(
        List.of(warning),
        warning.issuedAt(),
        (undecidable, why) -> {
          throw new AssertionError(undecidable.id(), why);
        });
    assertThat(log).as("begun").extracting(Outcome::status).containsExactly(Status.INTENDED);
    long begun = System.nanoTime();
    await(
        "the end of the plan",
        () -> {
          Duration passed = Duration.ofNanos(System.nanoTime() - begun);
          remediator.step(warning.issuedAt().plus(passed));
          return log.get(log.size() - 1).terminal();
        });
    return log.get(log.size() - 1);
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static void assertForbidden(Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private void routeDefinition() throws IOException {
    String crds = System.getProperty("control-plane.crds");
    assertThat(crds).as("-Dcontrol-plane.crds=DIR with gateway-api in it").isNotNull();
    try (InputStream file =
        Files.newInputStream(
            Path.of(crds, "gateway-api", "gateway.networking.k8s.io_httproutes.yaml"))) {
      admin.load(file).serverSideApply();
    }
    admin
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("httproutes.gateway.networking.k8s.io")
        .waitUntilCondition(
            found ->
                found != null && String.valueOf(found.getStatus()).contains("type=Established"),
            60,
            TimeUnit.SECONDS);
  }

  private void namespace(String name, Map<String, String> labels) {
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  private void rights() throws IOException {
    String yaml =
        Files.readString(Path.of("..", "deploy", "rbac.yaml")).replace("sidestep-demo", namespace);
    admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).serverSideApply();
  }

  private void node() {
    Map<String, Quantity> has =
        Map.of(
            "cpu", new Quantity("32"), "memory", new Quantity("64Gi"), "pods", new Quantity("110"));
    if (admin.nodes().withName("remediator-node").get() == null) {
      admin
          .resource(
              new NodeBuilder()
                  .withNewMetadata()
                  .withName("remediator-node")
                  .endMetadata()
                  .withNewStatus()
                  .withCapacity(has)
                  .withAllocatable(has)
                  .endStatus()
                  .build())
          .create();
    }
  }

  private KubernetesClient as(Config config, String account) {
    TokenRequest request =
        admin
            .serviceAccounts()
            .inNamespace("sidestep-system")
            .withName(account)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3_600L)
                    .endSpec()
                    .build());
    Config theirs =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(config.getMasterUrl())
            .withCaCertData(config.getCaCertData())
            .withOauthToken(request.getStatus().getToken())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(theirs).build();
  }
}
