package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.quickstart.clock.VirtualClock;
import dev.sidestep.quickstart.route.Endpoint;
import dev.sidestep.quickstart.route.KubernetesRoutes;
import dev.sidestep.quickstart.route.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scales, weights, starts, deaths and drains in random order, with requests in between. Whatever
 * happens, a request goes only to a pod that is ready on the machine, and there is always one while
 * a variant with weight has one.
 */
class RouteSimulationIT {
  private static final String NAMESPACE = "demo";
  private static final String[] VARIANTS = {"minilm-cpu", "minilm-gpu", "minilm-npu"};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noRequestGoesToAPodThatIsNotReady(long seed) {
    Random random = new Random(seed);
    VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
    FakeMachine machine = new FakeMachine();
    Router router = new Router();
    int routed = 0;
    try (EmbeddedKubernetes kubernetes = EmbeddedKubernetes.inMemory(clock)) {
      kubernetes.seed(seed());
      Kubelet kubelet = new Kubelet(kubernetes.client(), kubernetes::writes, machine);
      KubernetesRoutes routes =
          new KubernetesRoutes(kubernetes.client(), kubernetes::writes, NAMESPACE, router);
      for (int step = 0; step < 150; step++) {
        disturb(random, kubernetes, machine);
        kubelet.reconcile(clock.advance(Duration.ofSeconds(1)));
        routes.refresh();
        for (int i = 0; i < 5; i++) {
          Optional<Endpoint> endpoint = router.route("minilm");
          boolean some = router.backends("minilm").stream().anyMatch(RouteSimulationIT::canServe);
          assertThat(endpoint.isPresent()).as("seed %d, step %d", seed, step).isEqualTo(some);
          if (endpoint.isPresent()) {
            routed++;
            assertThat(machine.phase(endpoint.get().pod()))
                .as("seed %d, step %d, pod %s", seed, step, endpoint.get().pod())
                .isEqualTo(Phase.READY);
          }
        }
      }
    }
    assertThat(routed).as("seed %d: the simulation served at all", seed).isGreaterThan(200);
  }

  private static boolean canServe(dev.sidestep.quickstart.route.Backend backend) {
    return backend.weight() > 0 && !backend.ready().isEmpty();
  }

  private static void disturb(Random random, EmbeddedKubernetes kubernetes, FakeMachine machine) {
    String variant = VARIANTS[random.nextInt(VARIANTS.length)];
    switch (random.nextInt(6)) {
      case 0 ->
          kubernetes
              .client()
              .apps()
              .deployments()
              .inNamespace(NAMESPACE)
              .withName(variant)
              .scale(random.nextInt(3));
      case 1 -> shift(kubernetes, random.nextInt(101));
      case 2 -> any(random, machine.in(Phase.READY)).ifPresent(p -> machine.set(p, Phase.KILLED));
      case 3 ->
          any(random, machine.in(Phase.DRAINING)).ifPresent(p -> machine.set(p, Phase.STOPPED));
      default ->
          any(random, machine.in(Phase.STARTING)).ifPresent(p -> machine.set(p, Phase.READY));
    }
  }

  private static Optional<String> any(Random random, List<String> pods) {
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.get(random.nextInt(pods.size())));
  }

  private static void shift(EmbeddedKubernetes kubernetes, int weight) {
    var route =
        kubernetes
            .client()
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
            .inNamespace(NAMESPACE)
            .withName("minilm");
    route.edit(
        found -> {
          List<java.util.Map<String, Object>> backends =
              found.get("spec", "rules", 0, "backendRefs");
          backends.get(0).put("weight", weight);
          backends.get(1).put("weight", 100 - weight);
          return found;
        });
  }

  private static ClusterSeed seed() {
    return new ClusterSeed(
        NAMESPACE,
        List.of(
            new VariantSeed(
                "minilm", "minilm-cpu", DeviceClass.CPU, "device/local/cpu-0", 1, 0, 1 << 30),
            new VariantSeed(
                "minilm", "minilm-gpu", DeviceClass.GPU, "device/local/gpu-0", 2, 100, 1 << 30),
            new VariantSeed(
                "minilm", "minilm-npu", DeviceClass.NPU, "device/local/npu-0", 0, 0, 1 << 30)));
  }
}
