package dev.sidestep.quickstart.run;

import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.quickstart.kubernetes.EmbeddedKubernetes;
import dev.sidestep.quickstart.kubernetes.Kubelet;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.route.KubernetesRoutes;
import dev.sidestep.quickstart.route.Router;
import dev.sidestep.quickstart.scenario.WorldPlan;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cluster of one run: its API, its kubelet and the routes that the router follows. */
final class RunCluster implements AutoCloseable {
  private final EmbeddedKubernetes kubernetes;
  private final PodRuntime machine;
  private final Kubelet kubelet;
  private final KubernetesRoutes routes;
  private final Set<String> dead = new HashSet<>();
  private final List<RunResult.Kill> kills = new ArrayList<>();

  RunCluster(WorldPlan plan, Clock clock, PodRuntime machine, Router router) {
    this.machine = machine;
    this.kubernetes = EmbeddedKubernetes.inMemory(clock);
    this.kubernetes.seed(PlannedMachine.cluster(plan));
    this.kubelet = new Kubelet(kubernetes.client(), kubernetes::writes, machine);
    this.routes =
        new KubernetesRoutes(
            kubernetes.client(), kubernetes::writes, PlannedMachine.NAMESPACE, router);
  }

  KubernetesClient client() {
    return kubernetes.client();
  }

  /** Brings machine and routes in line with what the API says now. */
  void reconcile(Instant now) {
    noteKills(now);
    kubelet.reconcile(now);
    routes.refresh();
  }

  /** Pods killed so far, in order; a pod that is started again can be killed again. */
  List<RunResult.Kill> kills() {
    return List.copyOf(kills);
  }

  @Override
  public void close() {
    kubernetes.close();
  }

  private void noteKills(Instant now) {
    for (PodStatus pod : machine.pods()) {
      if (pod.phase() != PodStatus.Phase.KILLED) {
        dead.remove(pod.name());
      } else if (dead.add(pod.name())) {
        kills.add(
            new RunResult.Kill(
                "pod/" + PlannedMachine.CLUSTER + "/" + PlannedMachine.NAMESPACE + "/" + pod.name(),
                now));
      }
    }
  }
}
