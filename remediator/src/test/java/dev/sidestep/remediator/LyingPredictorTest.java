package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.NPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The predictor is wrong, mad or somebody else: the harm stays bounded. */
class LyingPredictorTest {
  private final Stage stage = new Stage(Mode.AUTOMATIC);

  @Test
  void whenEveryWarningIsFalseTheModelMovesSixTimesAnHourAtMost() {
    stage.predictor =
        tick ->
            Scene.thermal(
                stage.variant("minilm-gpu").weight() > 0
                    ? GPU
                    : stage.variant("minilm-npu").weight() > 0 ? NPU : CPU,
                tick,
                200,
                240,
                300);

    stage.run(Duration.ofHours(1));

    assertThat(stage.begun()).hasSizeBetween(2, 6);
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void aFloodOfTargetsThatDoNotExistTouchesNothing() {
    List<Warning> flood = new ArrayList<>();
    for (int i = 0; i < 15_000; i++) {
      flood.add(
          i % 2 == 0
              ? Scene.thermal(
                  Target.device(Scene.CLUSTER, "gpu-x" + i, DeviceClass.GPU), T0, 100, 200, 300)
              : Scene.memory(
                  Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "pod-" + i, "u" + i, null),
                  T0,
                  100,
                  200,
                  300));
    }

    stage.warn(flood);
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened).isEmpty();
    assertThat(stage.log).allMatch(outcome -> outcome.status() == Status.DECLINED);
  }

  @Test
  void whenAllDevicesAreWarnedOfAtOnceNothingMoves() {
    stage.warn(
        List.of(
            Scene.thermal(CPU, T0, 200, 240, 300),
            Scene.thermal(NPU, T0, 200, 240, 300),
            Scene.thermal(GPU, T0, 200, 240, 300)));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened).isEmpty();
  }

  @Test
  void aWarningAboutTheRemediatorItselfIsIgnored() {
    Target self =
        Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "sidestep-remediator-0", "uid-r", null);

    stage.warn(Scene.memory(self, T0, 100, 200, 300));

    assertThat(stage.log)
        .singleElement()
        .extracting(Outcome::reason)
        .asString()
        .startsWith("unknown-target: ");
  }

  @Test
  void aWarningThatSaysItIsNowIsNotTakenForAnHurry() {
    stage.warn(Scene.thermal(GPU, T0, 0, 0, 0));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.variant("minilm-gpu").desired()).as("nothing is stopped in a hurry").isOne();
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void twoWarningsInOneBatchBeginOneMove() {
    stage.warn(
        List.of(
            Scene.thermal(GPU, T0, 200, 240, 300),
            Scene.memory(stage.firstPod(), T0, 200, 240, 300)));

    assertThat(stage.begun()).hasSize(1);
    assertThat(stage.log.get(1).reason()).startsWith("no-remedy: ");
  }
}
