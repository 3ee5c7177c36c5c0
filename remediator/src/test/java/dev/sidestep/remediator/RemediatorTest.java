package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.cluster.FakeCluster.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A move that goes well, what it writes down, and when there is none. */
class RemediatorTest {
  private final Stage stage = new Stage(Mode.AUTOMATIC);

  @Test
  void movesTheModelStartFirstStopLast() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened)
        .containsExactly(
            "scale minilm-npu 0 -> 1",
            "weights {minilm-gpu=75, minilm-npu=25}",
            "weights {minilm-gpu=50, minilm-npu=50}",
            "weights {minilm-gpu=25, minilm-npu=75}",
            "weights {minilm-gpu=0, minilm-npu=100}",
            "scale minilm-gpu 1 -> 0");
    Outcome end = stage.last();
    assertThat(end.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(end.parity()).isEqualTo(new Parity(5, 5));
    assertThat(end.steps()).hasSize(10).allMatch(Outcome.Step::ok);
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void writesTheIntentionBeforeAnythingAndARecordAfterEachStep() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    assertThat(stage.last().status()).isEqualTo(Status.INTENDED);
    assertThat(stage.cluster.happened).isEmpty();

    stage.run(Duration.ofMinutes(2));

    assertThat(stage.log)
        .extracting(outcome -> outcome.status() + " " + outcome.steps().size())
        .containsExactly(
            "INTENDED 0",
            "RUNNING 1",
            "RUNNING 2",
            "RUNNING 3",
            "RUNNING 4",
            "RUNNING 5",
            "RUNNING 6",
            "RUNNING 7",
            "RUNNING 8",
            "RUNNING 9",
            "SUCCEEDED 10");
  }

  @Test
  void doesNotActWhenTheIntentionCannotBeWritten() {
    stage.logFails = true;

    assertThatThrownBy(() -> stage.warn(Scene.thermal(GPU, T0, 200, 240, 300)))
        .hasMessageContaining("the log does not answer");
    stage.run(Duration.ofSeconds(30));

    assertThat(stage.cluster.happened).isEmpty();
  }

  @Test
  void doesNotGoOnWhileAStepIsNotWrittenDown() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.logFails = true;
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(stage::second).hasMessageContaining("the log does not answer");
    }
    assertThat(stage.cluster.happened).containsExactly("scale minilm-npu 0 -> 1");

    stage.logFails = false;
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void replacesALeakingPodStartFirst() {
    stage.warn(Scene.memory(stage.firstPod(), T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened)
        .containsExactly(
            "scale minilm-gpu 1 -> 2", "cost minilm-gpu-0 -1000000", "scale minilm-gpu 2 -> 1");
    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.variant("minilm-gpu").pods())
        .extracting(pod -> pod.name())
        .containsExactly("minilm-gpu-1");
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void anObjectThatCannotBeReadLeavesTheClusterUnreachableAndTheRunningMoveGoesOn() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.cluster.faults = call -> call.equals("list") ? Fault.UNEXPECTED : Fault.NONE;
    stage.warn(Scene.thermal(Scene.CPU, T0, 200, 240, 300));
    assertThat(stage.last().reason()).startsWith("cluster-unreachable: ");
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aLostAnswerDoesNotMakeItWriteTwice() {
    stage.cluster.faults =
        call -> call.equals("scale") || call.equals("weights") ? Fault.ANSWER_LOST : Fault.NONE;

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.cluster.happened).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void runningMovesGoOnWhileFrozenAndNoneStarts() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofSeconds(10));
    stage.cluster.frozen = true;
    stage.run(Duration.ofMinutes(2));
    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);

    Stage frozen = new Stage(Mode.AUTOMATIC);
    frozen.cluster.frozen = true;
    frozen.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    assertThat(frozen.begun()).isEmpty();
    assertThat(frozen.log.get(0).reason()).startsWith("frozen: ");
  }

  @Test
  void observesByDefaultAndTouchesNothing() {
    assertThat(RemediatorProperties.defaults().mode()).isEqualTo(Mode.OBSERVE);
    for (Mode mode : List.of(Mode.OBSERVE, Mode.ADVISE, Mode.APPROVE)) {
      Stage watching = new Stage(mode);
      watching.predictor = tick -> Scene.thermal(GPU, tick, 200, 240, 300);
      watching.run(Duration.ofMinutes(3));

      assertThat(watching.cluster.happened).isEmpty();
      assertThat(watching.log).hasSize(1);
      assertThat(watching.log.get(0).status()).isEqualTo(Status.DECLINED);
      assertThat(watching.log.get(0).plan().kind()).isEqualTo(Plan.Kind.MOVE);
    }
  }

  @Test
  void aMoveIsCountedAndTimed() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(sample("sidestep_moves_total", "status", "intended")).isEqualTo(1);
    assertThat(sample("sidestep_moves_total", "status", "succeeded")).isEqualTo(1);
    assertThat(sample("sidestep_moves_total", "status", "failed")).isZero();
    assertThat(stage.registry.getSampleValue("sidestep_move_seconds_count")).isEqualTo(1);
    assertThat(sample("sidestep_remediator_mode", "mode", "automatic")).isEqualTo(1);
    assertThat(sample("sidestep_remediator_mode", "mode", "observe")).isZero();
  }

  @Test
  void aProcessThatStoodStillDoesNotTakeThatForAStepThatFailed() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.second();

    stage.now = stage.now.plusSeconds(62);
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).as(stage.last().reason()).isEqualTo(Status.SUCCEEDED);
  }

  private double sample(String metric, String label, String value) {
    return stage.registry.getSampleValue(metric, new String[] {label}, new String[] {value});
  }
}
