package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Deployments of the cluster run as pods of one machine: the work of Kubernetes'
 * deployment controller and kubelet, as far as the demo needs it. Each pass looks once and does not
 * wait.
 */
public final class Kubelet {
  private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
  private static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(10);
  private static final long NEVER = -1;

  private final KubernetesClient client;
  private final LongSupplier writes;
  private final PodRuntime runtime;
  private final PodLife life;
  private long seenWrites = NEVER;
  private List<PodStatus> seenMachine = List.of();
  private @Nullable Instant silentSince;

  /**
   * Uses a cluster and a machine.
   *
   * @param writes grows with each change of the cluster, {@link EmbeddedKubernetes#writes}
   */
  public Kubelet(KubernetesClient client, LongSupplier writes, PodRuntime runtime) {
    this.client = client;
    this.writes = writes;
    this.runtime = runtime;
    this.life = new PodLife(client, runtime);
  }

  /** One pass. Cheap where neither the cluster nor the machine has changed since the last one. */
  public synchronized void reconcile(Instant now) {
    try {
      Optional<List<PodStatus>> machine = askMachine();
      if (machine.isPresent()) {
        silentSince = null;
        look(machine.get(), now);
      } else {
        silent(now);
      }
    } catch (KubernetesClientException e) { // someone else was faster: look again
      LOG.debug("pass given up, the next one tries again", e);
      seenWrites = NEVER;
    } catch (RuntimeException e) { // says nothing about the machine
      LOG.warn("pass failed, the next one tries again", e);
      seenWrites = NEVER;
    }
  }

  /** What runs on the machine; empty where it does not answer. */
  private Optional<List<PodStatus>> askMachine() {
    try {
      return Optional.of(runtime.pods());
    } catch (UncheckedIOException e) {
      LOG.debug("the machine does not answer", e);
      return Optional.empty();
    }
  }

  private void look(List<PodStatus> machine, Instant now) {
    long written = writes.getAsLong();
    List<PodStatus> shape = machine.stream().map(Kubelet::withoutLoad).toList();
    if (written != seenWrites || !shape.equals(seenMachine) || life.isDue(now)) {
      pass(byName(machine), now);
      seenWrites = written;
      seenMachine = shape;
    }
  }

  private void pass(Map<String, PodStatus> machine, Instant now) {
    List<Deployment> deployments = deployments();
    List<Pod> pods = pods();
    if (scale(deployments, pods)) {
      pods = pods();
    }
    for (Pod pod : pods) {
      life.converge(pod, machine.get(pod.getMetadata().getName()), now);
    }
    Map<String, PodStatus> strays = new TreeMap<>(machine);
    pods.forEach(pod -> strays.remove(pod.getMetadata().getName()));
    strays.values().forEach(life::endStray);
    for (Deployment deployment : deployments) {
      report(deployment, podsOf(deployment, pods));
    }
  }

  /** Makes and deletes pods until each Deployment has its number; says whether it did anything. */
  private boolean scale(List<Deployment> deployments, List<Pod> pods) {
    boolean changed = false;
    List<Pod> orphans = new ArrayList<>(pods);
    for (Deployment deployment : deployments) {
      List<Pod> own = podsOf(deployment, pods);
      orphans.removeAll(own);
      List<Pod> living = own.stream().filter(pod -> !PodObjects.isTerminating(pod)).toList();
      int excess = living.size() - deployment.getSpec().getReplicas();
      if (excess < 0) {
        create(deployment, -excess);
      } else {
        living.stream()
            .sorted(ScaleDownOrder.FIRST_TO_GO)
            .limit(excess)
            .forEach(pod -> client.resource(pod).delete());
      }
      changed |= excess != 0;
    }
    for (Pod orphan : orphans) {
      if (!PodObjects.isTerminating(orphan)) {
        client.resource(orphan).delete();
        changed = true;
      }
    }
    return changed;
  }

  /**
   * Counts first and creates then: a crash in between leaves a gap, never a name that comes twice.
   */
  private void create(Deployment deployment, int count) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(deployment.getMetadata().getAnnotations(), Map.of());
    int first = Integer.parseInt(annotations.getOrDefault(Names.PODS_CREATED, "0"));
    client
        .resource(deployment)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\""
                + Names.PODS_CREATED
                + "\":\""
                + (first + count)
                + "\"}}}");
    for (int i = first; i < first + count; i++) {
      client
          .resource(PodObjects.of(deployment, deployment.getMetadata().getName() + "-" + i))
          .create();
    }
  }

  private void report(Deployment deployment, List<Pod> pods) {
    List<Pod> living = pods.stream().filter(pod -> !PodObjects.isTerminating(pod)).toList();
    int ready = (int) living.stream().filter(PodObjects::isReady).count();
    Deployment reported =
        new DeploymentBuilder(deployment)
            .editMetadata()
            .withResourceVersion(null)
            .endMetadata()
            .editOrNewStatus()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(living.size())
            .withUpdatedReplicas(living.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withUnavailableReplicas(living.size() - ready)
            .endStatus()
            .build();
    if (!Objects.equals(reported.getStatus(), deployment.getStatus())) {
      client.resource(reported).updateStatus();
    }
  }

  /** A machine that stays silent has no ready pods; nobody knows what else. */
  private void silent(Instant now) {
    if (silentSince == null) {
      silentSince = now;
    }
    if (now.isBefore(silentSince.plus(UNREACHABLE_AFTER))) {
      return;
    }
    for (Pod pod : pods()) {
      if (PodObjects.isReady(pod)) {
        client.resource(PodObjects.unknown(pod, now)).updateStatus();
      }
    }
    seenWrites = NEVER;
  }

  private List<Deployment> deployments() {
    return client
        .apps()
        .deployments()
        .inAnyNamespace()
        .withLabel(Names.PART_OF, Names.DEMO)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(deployment -> deployment.getMetadata().getName()))
        .toList();
  }

  private List<Pod> pods() {
    return client.pods().inAnyNamespace().withLabel(Names.VARIANT).list().getItems().stream()
        .sorted(Comparator.comparing(PodObjects::ordinal))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getLabels().get(Names.VARIANT)))
        .toList();
  }

  private static List<Pod> podsOf(Deployment deployment, List<Pod> pods) {
    String name = deployment.getMetadata().getName();
    return pods.stream()
        .filter(pod -> name.equals(pod.getMetadata().getLabels().get(Names.VARIANT)))
        .toList();
  }

  private static Map<String, PodStatus> byName(List<PodStatus> machine) {
    return machine.stream().collect(Collectors.toMap(PodStatus::name, status -> status));
  }

  /** The number of requests in flight changes all the time and changes nothing here. */
  private static PodStatus withoutLoad(PodStatus status) {
    return new PodStatus(
        status.name(),
        status.phase(),
        status.warm(),
        status.host(),
        status.port(),
        0,
        status.reason());
  }
}
