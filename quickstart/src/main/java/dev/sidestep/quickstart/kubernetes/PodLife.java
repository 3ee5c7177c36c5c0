package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.service.Backoff;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings one pod nearer to what the API wants of it: start, report, restart after a death, drain
 * and remove after a deletion.
 */
final class PodLife {
  /** How long a container that died waits, as with a kubelet. */
  static final Backoff RESTARTS = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  private record Restart(int number, Instant due) {}

  private record Drain(Instant since, Duration grace) {
    Instant deadline() {
      return since.plus(grace);
    }
  }

  private final KubernetesClient client;
  private final PodRuntime runtime;
  private final Map<String, Restart> waiting = new HashMap<>();
  private final Map<String, Drain> draining = new HashMap<>();

  PodLife(KubernetesClient client, PodRuntime runtime) {
    this.client = client;
    this.runtime = runtime;
  }

  /** Whether something has to happen although neither the API nor the machine changed. */
  boolean isDue(Instant now) {
    return waiting.values().stream().anyMatch(restart -> !now.isBefore(restart.due()))
        || draining.values().stream().anyMatch(drain -> !now.isBefore(drain.deadline()));
  }

  void converge(Pod pod, @Nullable PodStatus machine, Instant now) {
    if (PodObjects.isTerminating(pod)) {
      terminate(pod, machine, now);
    } else if (machine == null) {
      startOrRestart(pod, now);
    } else if (machine.phase().ended()) {
      restart(pod, machine, now);
    } else {
      report(pod, machine, PodObjects.restarts(pod), now);
    }
  }

  /** A pod that nobody asked for any more, or that another cluster asked for. */
  void endStray(PodStatus machine) {
    if (machine.phase().ended()) {
      runtime.stop(machine.name());
    } else if (machine.phase() != Phase.DRAINING) {
      runtime.drain(machine.name());
    }
  }

  private void startOrRestart(Pod pod, Instant now) {
    Restart restart = waiting.get(name(pod));
    if (restart == null) {
      boolean ranBefore = !pod.getStatus().getContainerStatuses().isEmpty();
      start(pod, PodObjects.restarts(pod) + (ranBefore ? 1 : 0), now);
    } else if (!now.isBefore(restart.due())) {
      start(pod, restart.number(), now);
    }
  }

  private void restart(Pod pod, PodStatus machine, Instant now) {
    Restart restart = waiting.get(name(pod));
    if (restart == null) {
      int number = PodObjects.restarts(pod) + 1;
      waiting.put(name(pod), new Restart(number, now.plus(RESTARTS.after(number))));
      report(pod, machine, number - 1, now);
    } else if (!now.isBefore(restart.due())) {
      runtime.stop(name(pod));
      start(pod, restart.number(), now);
    }
  }

  private void start(Pod pod, int restarts, Instant now) {
    waiting.remove(name(pod));
    String trouble = "";
    try {
      runtime.start(PodObjects.toRun(pod));
    } catch (IllegalArgumentException | IllegalStateException e) {
      trouble = String.valueOf(e.getMessage());
      waiting.put(name(pod), new Restart(restarts, now.plus(RESTARTS.after(restarts + 1))));
    }
    report(pod, new PodStatus(name(pod), Phase.STARTING, false, "", 0, 0, trouble), restarts, now);
  }

  private void terminate(Pod pod, @Nullable PodStatus machine, Instant now) {
    if (machine == null || machine.phase().ended()) {
      remove(pod, machine);
      return;
    }
    Drain drain = draining.get(name(pod));
    if (drain == null) {
      runtime.drain(name(pod));
      Long grace = pod.getSpec().getTerminationGracePeriodSeconds();
      draining.put(name(pod), new Drain(now, Duration.ofSeconds(grace == null ? 30 : grace)));
    } else if (!now.isBefore(drain.deadline())) {
      remove(pod, machine);
      return;
    }
    report(pod, machine, PodObjects.restarts(pod), now);
  }

  private void remove(Pod pod, @Nullable PodStatus machine) {
    if (machine != null) {
      runtime.stop(name(pod));
    }
    waiting.remove(name(pod));
    draining.remove(name(pod));
    client.resource(PodObjects.withoutFinalizer(pod)).update();
  }

  private void report(Pod pod, PodStatus machine, int restarts, Instant now) {
    Pod told = pod;
    if (machine.port() != 0 && machine.port() != PodObjects.port(pod)) {
      told = PodObjects.withPort(unversioned(pod), machine.port());
      client.resource(told).update();
    }
    Pod reported = PodObjects.reported(told, machine, restarts, now);
    if (!Objects.equals(reported.getStatus(), pod.getStatus())) {
      client.resource(unversioned(reported)).updateStatus();
    }
  }

  /** The kubelet alone writes these fields, so it needs no check against other writers. */
  private static Pod unversioned(Pod pod) {
    return new PodBuilder(pod).editMetadata().withResourceVersion(null).endMetadata().build();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
