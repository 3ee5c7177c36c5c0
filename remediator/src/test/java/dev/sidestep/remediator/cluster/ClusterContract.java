package dev.sidestep.remediator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.cluster.Cluster.Route;
import dev.sidestep.remediator.cluster.Cluster.Scale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each implementation of {@link Cluster} must do, whatever is behind it. */
public abstract class ClusterContract {
  /**
   * A cluster with the model minilm: one ready pod on a GPU with weight 100, none on a CPU with
   * weight 0.
   */
  protected abstract Cluster cluster();

  @Test
  protected void showsVariantsWithTheirDevicesCountsWeightsAndPods() {
    List<VariantState> variants = cluster().variants();

    assertThat(variants)
        .extracting(VariantState::variant)
        .containsExactly("minilm-cpu", "minilm-gpu");
    VariantState gpu = variants.get(1);
    assertThat(gpu.model()).isEqualTo("minilm");
    assertThat(gpu.deviceClass()).isEqualTo(DeviceClass.GPU);
    assertThat(gpu.device()).isEqualTo("device/local/gpu-0");
    assertThat(gpu.desired()).isEqualTo(1);
    assertThat(gpu.ready()).isEqualTo(1);
    assertThat(gpu.weight()).isEqualTo(100);
    VariantPod pod = cluster().pods("minilm-gpu").get(0);
    assertThat(gpu.pods()).containsExactly(new VariantState.Pod(pod.name(), pod.uid()));
    assertThat(pod.serves()).isTrue();
    assertThat(variants.get(0).pods()).isEmpty();
  }

  @Test
  protected void scalesUponWhatWasReadAndNotUponAnythingElse() {
    Scale seen = cluster().scale("minilm-cpu");
    assertThat(seen.replicas()).isZero();

    upon(() -> cluster().scale(cluster().scale("minilm-cpu"), 1));
    assertThat(cluster().scale("minilm-cpu").replicas()).isEqualTo(1);
    assertThatThrownBy(() -> cluster().scale(seen, 2)).isInstanceOf(ClusterConflictException.class);
    assertThat(cluster().scale("minilm-cpu").replicas()).isEqualTo(1);

    upon(() -> cluster().scale(cluster().scale("minilm-cpu"), 0));
    assertThat(cluster().scale("minilm-cpu").replicas()).isZero();
  }

  @Test
  protected void shiftsWeightsUponWhatWasReadAndNotUponAnythingElse() {
    Route seen = cluster().route("minilm");
    assertThat(seen.weights()).containsEntry("minilm-gpu", 100).containsEntry("minilm-cpu", 0);

    upon(
        () ->
            cluster()
                .weights(cluster().route("minilm"), Map.of("minilm-gpu", 75, "minilm-cpu", 25)));
    assertThatThrownBy(() -> cluster().weights(seen, Map.of("minilm-gpu", 50, "minilm-cpu", 50)))
        .isInstanceOf(ClusterConflictException.class);

    assertThat(cluster().route("minilm").weights())
        .containsEntry("minilm-gpu", 75)
        .containsEntry("minilm-cpu", 25);
  }

  @Test
  protected void marksAPodUponWhatWasReadAndTakesTheMarkOff() {
    VariantPod seen = cluster().pods("minilm-gpu").get(0);
    assertThat(seen.deletionCost()).isNull();

    upon(() -> cluster().deletionCost(cluster().pods("minilm-gpu").get(0), -7));
    assertThat(cluster().pods("minilm-gpu").get(0).deletionCost()).isEqualTo(-7);
    assertThatThrownBy(() -> cluster().deletionCost(seen, -8))
        .isInstanceOf(ClusterConflictException.class);

    upon(() -> cluster().deletionCost(cluster().pods("minilm-gpu").get(0), null));
    assertThat(cluster().pods("minilm-gpu").get(0).deletionCost()).isNull();
  }

  @Test
  protected void refusesWhatDoesNotExist() {
    assertThatThrownBy(() -> cluster().scale("minilm-tpu"))
        .isInstanceOf(ClusterRefusedException.class);
    Route seen = cluster().route("minilm");
    assertThatThrownBy(() -> cluster().weights(seen, Map.of("minilm-tpu", 1)))
        .isInstanceOf(ClusterRefusedException.class);
    assertThat(cluster().pods("minilm-tpu")).isEmpty();
  }

  /** A real cluster's controllers write, too: read again, then write again. */
  private static void upon(Runnable write) {
    for (int i = 0; i < 20; i++) {
      try {
        write.run();
        return;
      } catch (ClusterConflictException e) {
        assertThat(i).as(e.getMessage()).isLessThan(19);
      }
    }
  }
}
