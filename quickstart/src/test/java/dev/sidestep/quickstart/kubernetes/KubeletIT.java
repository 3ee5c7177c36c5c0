package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.quickstart.clock.VirtualClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeletIT {
  private static final String NAMESPACE = "demo";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeMachine machine = new FakeMachine();
  private EmbeddedKubernetes kubernetes;
  private KubernetesClient client;
  private Kubelet kubelet;

  @BeforeEach
  void start() {
    kubernetes = EmbeddedKubernetes.inMemory(clock);
    client = kubernetes.client();
    kubelet = new Kubelet(client, kubernetes::writes, machine);
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  @Test
  void runsThePodsOfADeploymentAndThenStaysQuiet() {
    seed(2, "device/local/gpu-0");
    pass();
    assertThat(machine.in(Phase.STARTING)).containsExactly("minilm-gpu-0", "minilm-gpu-1");
    assertThat(ready()).isZero();

    machine.set("minilm-gpu-0", Phase.READY);
    pass();
    pass();
    Pod pod = pod("minilm-gpu-0");
    assertThat(PodObjects.isReady(pod)).isTrue();
    assertThat(pod.getStatus().getPodIP()).isEqualTo("127.0.0.1");
    assertThat(PodObjects.port(pod)).isEqualTo(20_000);
    assertThat(pod.getMetadata().getLabels()).containsEntry("sidestep.dev/variant", "minilm-gpu");
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("sidestep.dev/device", "device/local/gpu-0");
    assertThat(ready()).isEqualTo(1);

    pass();
    long settled = kubernetes.writes();
    pass();
    pass();
    assertThat(kubernetes.writes()).as("nothing left to say").isEqualTo(settled);
  }

  @Test
  void shrinksByDeletionCostAndDrainsFirst() {
    seed(3, "device/local/gpu-0");
    pass();
    machine.in(Phase.STARTING).forEach(pod -> machine.set(pod, Phase.READY));
    pass();
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName("minilm-gpu-1")
        .edit(
            pod ->
                new PodBuilder(pod)
                    .editMetadata()
                    .addToAnnotations(Names.DELETION_COST, "-100")
                    .endMetadata()
                    .build());
    scale(2);
    pass();
    assertThat(machine.in(Phase.DRAINING)).containsExactly("minilm-gpu-1");
    assertThat(pod("minilm-gpu-1").getMetadata().getDeletionTimestamp()).isNotNull();

    machine.set("minilm-gpu-1", Phase.STOPPED);
    pass();
    assertThat(pod("minilm-gpu-1")).isNull();
    scale(3);
    pass();
    assertThat(machine.in(Phase.STARTING))
        .as("a name never comes twice")
        .containsExactly("minilm-gpu-3");
  }

  @Test
  void stopsAPodThatDoesNotDrainInItsGracePeriod() {
    seed(1, "device/local/gpu-0");
    pass();
    machine.set("minilm-gpu-0", Phase.READY);
    scale(0);
    pass();
    clock.advance(Duration.ofSeconds(29));
    pass();
    assertThat(machine.in(Phase.DRAINING)).containsExactly("minilm-gpu-0");
    clock.advance(Duration.ofSeconds(1));
    pass();
    assertThat(machine.pods()).isEmpty();
    assertThat(pod("minilm-gpu-0")).isNull();
  }

  @Test
  void restartsAKilledPodAfterABackoffThatDoubles() {
    seed(1, "device/local/gpu-0");
    pass();
    for (int restart = 1; restart <= 2; restart++) {
      machine.set("minilm-gpu-0", Phase.READY);
      pass();
      machine.set("minilm-gpu-0", Phase.KILLED);
      pass();
      var state = pod("minilm-gpu-0").getStatus().getContainerStatuses().get(0);
      assertThat(state.getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
      assertThat(state.getRestartCount()).isEqualTo(restart - 1);
      clock.advance(PodLife.RESTARTS.after(restart).minusSeconds(1));
      pass();
      assertThat(machine.phase("minilm-gpu-0")).isEqualTo(Phase.KILLED);
      clock.advance(Duration.ofSeconds(1));
      pass();
      assertThat(machine.phase("minilm-gpu-0")).isEqualTo(Phase.STARTING);
      assertThat(PodObjects.restarts(pod("minilm-gpu-0"))).isEqualTo(restart);
    }
  }

  @Test
  void startsEverythingAgainOnAFreshMachineAndEndsWhatNobodyWants() {
    seed(1, "device/local/gpu-0");
    pass();
    machine.set("minilm-gpu-0", Phase.READY);
    pass();
    FakeMachine rebooted = new FakeMachine();
    rebooted.start(
        new dev.sidestep.node.pod.PodSpec(
            NAMESPACE, "stray-0", "", "minilm", "stray", "device/local/gpu-0", 1));
    Kubelet fresh = new Kubelet(client, kubernetes::writes, rebooted);
    fresh.reconcile(clock.instant());
    assertThat(rebooted.in(Phase.STARTING)).containsExactly("minilm-gpu-0");
    assertThat(PodObjects.isReady(pod("minilm-gpu-0"))).isFalse();
    assertThat(PodObjects.restarts(pod("minilm-gpu-0"))).isEqualTo(1);
    assertThat(rebooted.in(Phase.DRAINING)).containsExactly("stray-0");
  }

  @Test
  void saysWhyAPodCannotStartAndTriesAgain() {
    seed(1, "nowhere");
    pass();
    var waiting =
        pod("minilm-gpu-0").getStatus().getContainerStatuses().get(0).getState().getWaiting();
    assertThat(waiting.getMessage()).isEqualTo("no device nowhere");
    clock.advance(Duration.ofSeconds(10));
    pass();
    assertThat(machine.happened).containsExactly("start minilm-gpu-0", "start minilm-gpu-0");
  }

  @Test
  void takesPodsOutOfRotationWhenTheMachineStaysSilent() {
    seed(1, "device/local/gpu-0");
    pass();
    machine.set("minilm-gpu-0", Phase.READY);
    pass();
    machine.reachable(false);
    pass();
    assertThat(PodObjects.isReady(pod("minilm-gpu-0"))).isTrue();
    clock.advance(Duration.ofSeconds(10));
    pass();
    assertThat(PodObjects.isReady(pod("minilm-gpu-0"))).isFalse();
    machine.reachable(true);
    pass();
    assertThat(PodObjects.isReady(pod("minilm-gpu-0"))).isTrue();
  }

  @Test
  void takesABugForNoDeadMachine() {
    seed(1, "device/local/gpu-0");
    pass();
    machine.set("minilm-gpu-0", Phase.READY);
    pass();
    machine.broken(true);
    pass();
    clock.advance(Duration.ofSeconds(10));
    pass();
    assertThat(PodObjects.isReady(pod("minilm-gpu-0"))).isTrue();
  }

  private void seed(int replicas, String device) {
    kubernetes.seed(
        new ClusterSeed(
            NAMESPACE,
            List.of(
                new VariantSeed(
                    "minilm", "minilm-gpu", DeviceClass.GPU, device, replicas, 100, 1 << 30))));
  }

  private void pass() {
    kubelet.reconcile(clock.instant());
  }

  private void scale(int replicas) {
    client.apps().deployments().inNamespace(NAMESPACE).withName("minilm-gpu").scale(replicas);
  }

  private int ready() {
    Integer ready =
        client
            .apps()
            .deployments()
            .inNamespace(NAMESPACE)
            .withName("minilm-gpu")
            .get()
            .getStatus()
            .getReadyReplicas();
    return ready == null ? 0 : ready;
  }

  private Pod pod(String name) {
    return client.pods().inNamespace(NAMESPACE).withName(name).get();
  }
}
