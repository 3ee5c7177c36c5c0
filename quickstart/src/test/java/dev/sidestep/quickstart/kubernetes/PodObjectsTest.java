package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What kubectl describes of a pod. */
class PodObjectsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Pod made =
      new PodBuilder()
          .withNewMetadata()
          .withName("minilm-gpu-1")
          .endMetadata()
          .withNewStatus()
          .endStatus()
          .build();

  @Test
  void aReadyPodIsRunningSinceItWasReportedSoFirst() {
    Pod starting = reported(made, Phase.STARTING, 0);
    assertThat(state(starting).getRunning()).isNull();
    assertThat(state(starting).getWaiting().getReason()).isEqualTo("ContainerCreating");

    Pod ready = reported(reported(starting, Phase.READY, 10), Phase.READY, 20);
    assertThat(state(ready).getWaiting()).isNull();
    assertThat(state(ready).getRunning().getStartedAt()).isEqualTo("2026-01-01T00:00:10Z");
  }

  @Test
  void aPodThatWasKilledWaitsAndRunsAnewAfterwards() {
    Pod killed = reported(reported(made, Phase.READY, 10), Phase.KILLED, 20);
    assertThat(state(killed).getRunning()).isNull();
    assertThat(state(killed).getWaiting().getReason()).isEqualTo("CrashLoopBackOff");

    Pod again = reported(killed, Phase.READY, 30);
    assertThat(state(again).getRunning().getStartedAt()).isEqualTo("2026-01-01T00:00:30Z");
    assertThat(
            again
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getLastState()
                .getTerminated()
                .getReason())
        .isEqualTo("OOMKilled");
  }

  private static Pod reported(Pod pod, Phase phase, int second) {
    PodStatus machine = new PodStatus("minilm-gpu-1", phase, false, "127.0.0.1", 1, 0, "");
    return PodObjects.reported(pod, machine, 0, START.plusSeconds(second));
  }

  private static ContainerState state(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0).getState();
  }
}
