package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights as small as Gateway API's default of one: the traffic moves in steps all the same. */
class RemediatorWeightsTest {
  private static final Duration LONG = Duration.ofMinutes(12);

  @Test
  void oneToNoneMovesInFourSteps() {
    Stage stage = new Stage(Mode.AUTOMATIC, 1, 0, 0);

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(shifts(stage))
        .containsExactly(
            "weights {minilm-gpu=75, minilm-npu=25}",
            "weights {minilm-gpu=50, minilm-npu=50}",
            "weights {minilm-gpu=25, minilm-npu=75}",
            "weights {minilm-gpu=0, minilm-npu=100}");
    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.last().plan().actions())
        .filteredOn(action -> action.type() == Action.Type.SHIFT_TRAFFIC)
        .allMatch(
            action -> action.undo().equals("weights of minilm back to minilm-gpu=1, minilm-npu=0"));
  }

  @Test
  void threeToOneMovesInFourSteps() {
    Stage stage = new Stage(Mode.AUTOMATIC, 3, 0, 1);

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(shifts(stage))
        .containsExactly(
            "weights {minilm-gpu=56, minilm-npu=44}",
            "weights {minilm-gpu=37, minilm-npu=63}",
            "weights {minilm-gpu=19, minilm-npu=81}",
            "weights {minilm-gpu=0, minilm-npu=100}");
    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void theOtherBackendsKeepTheirShareAndGetTheirWeightsBack() {
    Stage stage = withAThirdOne();
    stage.probe.inFlight.put("minilm-gpu-0", 1);

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(shifts(stage))
        .containsExactly(
            "weights {minilm-cpu=100, minilm-gpu=75, minilm-npu=25}",
            "weights {minilm-gpu=50, minilm-npu=50}",
            "weights {minilm-gpu=25, minilm-npu=75}",
            "weights {minilm-gpu=0, minilm-npu=100}",
            "weights {minilm-cpu=1, minilm-gpu=1, minilm-npu=0}");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-npu").desired()).isZero();
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void whereSomebodyElseChangedAnotherBackendTheSharesGoBackAndTheirWeightIsLeft() {
    Stage stage = withAThirdOne();
    stage.probe.inFlight.put("minilm-gpu-0", 1);

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.meddleWeight("minilm-cpu", 150);
    stage.run(LONG);

    assertThat(shifts(stage)).endsWith("weights {minilm-gpu=100, minilm-npu=0}");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-cpu").weight()).isEqualTo(150);
  }

  @Test
  void leavesWhatSomebodyElseChangedAndSaysSo() {
    Stage stage = new Stage(Mode.AUTOMATIC, 1, 0, 0);
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);

    stage.cluster.meddle("minilm-gpu", "minilm-npu", 1, 1);
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.FAILED);
    assertThat(stage.last().reason())
        .contains("weights of minilm are minilm-gpu=1, minilm-npu=1, left so: somebody else");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(1);
  }

  @Test
  void aMoveIsTakenBackByTheNextProcessToTheWeightsThatWere() {
    Stage stage = withAThirdOne();
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.frozen = true;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(shifts(stage)).endsWith("weights {minilm-cpu=1, minilm-gpu=1, minilm-npu=0}");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
  }

  static IntStream everySecondOfAMove() {
    return IntStream.range(0, 60);
  }

  /** The crash comes after the write and before the record of it. */
  @ParameterizedTest
  @MethodSource("everySecondOfAMove")
  void aCrashAtAnySecondIsFoundAndFinishedOrUndone(int second) {
    Stage stage = withAThirdOne();
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofSeconds(second));
    boolean pastParity = stage.last().parity() != null;
    stage.logFails = true;
    try {
      stage.second();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("the log does not answer");
    }
    stage.logFails = false;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(pastParity ? Status.SUCCEEDED : Status.UNDONE);
    assertThat(stage.variant("minilm-npu").weight()).isEqualTo(pastParity ? 100 : 0);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(pastParity ? 0 : 1);
    assertThat(stage.variant("minilm-cpu").weight()).isEqualTo(pastParity ? 100 : 1);
    assertThat(stage.cluster.violations).isEmpty();
  }

  /** Half of the traffic goes to a CPU whose margin cannot be seen, so that it is no receiver. */
  private static Stage withAThirdOne() {
    Stage stage = new Stage(Mode.AUTOMATIC, 1, 1, 0);
    stage.silent.add(CPU);
    stage.heat(
        Scene.frame(
            CPU, T0, Map.of(Signal.DEVICE_UTILIZATION, Reading.valid(0.5, Source.SIMULATED))));
    return stage;
  }

  private static List<String> shifts(Stage stage) {
    return stage.cluster.happened.stream().filter(what -> what.startsWith("weights")).toList();
  }
}
