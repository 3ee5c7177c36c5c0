package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.remediator.cluster.FakeCluster.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way is taken back, and what somebody else has done is left alone. */
class RemediatorUndoTest {
  private static final Duration LONG = Duration.ofMinutes(12);

  private final Stage stage = new Stage(Mode.AUTOMATIC);

  @Test
  void undoesWhenTheReceiverNeverGetsReady() {
    stage.cluster.neverReady.add("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(stage.cluster.happened)
        .containsExactly("scale minilm-npu 0 -> 1", "scale minilm-npu 1 -> 0");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason()).contains("not done after 180 s");
  }

  @Test
  void undoesWhenTheReceiverNeverGetsWarm() {
    stage.probe.cold = pod -> pod.startsWith("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertUndoneWithoutTraffic();
    assertThat(stage.last().reason()).contains("not done after 60 s: minilm-npu-1 is not warm yet");
  }

  @Test
  void undoesWhenTheReceiverDoesNotSayWhetherItIsWarm() {
    stage.probe.silent = pod -> pod.startsWith("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertUndoneWithoutTraffic();
    assertThat(stage.last().reason())
        .contains("not done after 60 s: ", "minilm-npu-1", "is silent");
  }

  @Test
  void undoesWhenTheReceiverAnswersDifferently() {
    stage.probe.spoiled = pod -> pod.startsWith("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().parity()).isEqualTo(new Parity(5, 0));
    assertThat(stage.variant("minilm-npu").desired()).isZero();
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void undoesInReverseOrderWhenTheOldPodsDoNotDrain() {
    stage.probe.inFlight.put("minilm-gpu-0", 1);

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(stage.cluster.happened)
        .endsWith(
            "weights {minilm-gpu=0, minilm-npu=100}",
            "weights {minilm-gpu=100, minilm-npu=0}",
            "scale minilm-npu 1 -> 0");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().steps().stream().filter(Outcome.Step::undo))
        .extracting(step -> step.action().type())
        .containsExactly(Action.Type.SHIFT_TRAFFIC, Action.Type.SCALE);
  }

  @Test
  void goesOnWhenTheSourceFailsAsPredictedAfterItsTrafficIsGone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(100);
    stage.cluster.unready("minilm-gpu-0");
    stage.probe.silent = pod -> pod.startsWith("minilm-gpu");
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.cluster.happened).endsWith("scale minilm-gpu 1 -> 0");
    assertThat(stage.last().steps())
        .filteredOn(step -> step.action().type() == Action.Type.DRAIN)
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.detail())
                    .contains("minilm-gpu-0 does not tell its requests", "the move goes on"));
  }

  @Test
  void takesTheMoveBackWhenAReadySourceDoesNotTellItsRequests() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(100);
    stage.probe.silent = pod -> pod.startsWith("minilm-gpu");
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void goesOnWhenABusySourceIsNotReadyToHaveItsTrafficBack() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(100);
    stage.cluster.unready("minilm-gpu-0");
    stage.probe.inFlight.put("minilm-gpu-0", 1);
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.variant("minilm-npu").weight()).isEqualTo(100);
  }

  @Test
  void takesTheMoveBackWhenTheClusterIsSilentAllThroughTheDrain() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    for (int i = 0; i < 200 && !draining(); i++) {
      stage.second();
    }
    stage.cluster.faults = call -> call.equals("pods") ? Fault.LOST : Fault.NONE;
    stage.run(Duration.ofSeconds(130));
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  /** Whether the last traffic step is on record, and nothing after it. */
  private boolean draining() {
    List<Outcome.Step> steps = stage.last().steps();
    return stage.variant("minilm-npu").weight() == 100
        && steps.get(steps.size() - 1).action().type() == Action.Type.SHIFT_TRAFFIC
        && steps.get(steps.size() - 1).action().value() == 100;
  }

  @Test
  void takesTrafficBackInOneStepWhenTheReceiverThrottles() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);

    // a hot frame for the receiver, newer than the cool one
    Instant tick = nextTick();
    stage.predictor = at -> null;
    while (stage.now.isBefore(tick)) {
      stage.second();
    }
    stage.heat(Scene.frame(Scene.NPU, tick, -1, 1));
    stage.run(Duration.ofSeconds(5));

    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
    stage.run(LONG);
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason()).contains("harm: the receiver device/local/npu-0");
  }

  @Test
  void holdsTheTrafficWhileTheReceiverCannotBeSeenAndTakesItBackInTheEnd() {
    stage.cluster.startsIn = Duration.ofSeconds(40);
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.silent.add(Scene.NPU);
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason())
        .contains("not done after 30 s: blind: the receiver device/local/npu-0");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
    assertThat(stage.cluster.happened)
        .as("the source was never stopped")
        .noneMatch(write -> write.startsWith("scale minilm-gpu"));
  }

  @Test
  void goesOnWhenAReceiverThatWasOutOfSightForAMomentIsBack() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.silent.add(Scene.NPU);
    stage.run(Duration.ofSeconds(45));
    stage.silent.clear();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void givesNoTrafficToAReceiverThatDied() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    for (int i = 0; i < 100 && stage.last().parity() == null; i++) {
      stage.second();
    }
    stage.cluster.neverReady.add("minilm-npu");
    stage.cluster.kill(stage.variant("minilm-npu").pods().get(0).name());
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.cluster.happened)
        .containsExactly("scale minilm-npu 0 -> 1", "scale minilm-npu 1 -> 0");
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void takesTrafficBackWhenTheReceiverDiesButNotToASourceThatDiedToo() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.neverReady.add("minilm-npu");
    stage.cluster.kill(stage.variant("minilm-npu").pods().get(0).name());
    stage.run(LONG);
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);

    Stage worse = new Stage(Mode.AUTOMATIC);
    worse.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    while (worse.variant("minilm-npu").weight() < 50) {
      worse.second();
    }
    worse.cluster.neverReady.add("minilm-gpu");
    worse.cluster.kill("minilm-gpu-0");
    worse.probe.inFlight.put("minilm-gpu-0", 1);
    while (worse.variant("minilm-npu").weight() < 100) {
      worse.second();
    }
    worse.cluster.neverReady.add("minilm-npu");
    worse.cluster.kill(worse.variant("minilm-npu").pods().get(0).name());
    worse.run(LONG);
    Outcome end = worse.log.get(worse.log.size() - 1);
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(end.reason()).contains("no pod of minilm-gpu serves to take its traffic back");
    assertThat(worse.variant("minilm-npu").desired()).as("it has the traffic").isEqualTo(1);
    assertThat(worse.cluster.violations).noneMatch(broken -> broken.startsWith("weight to"));
  }

  @Test
  void leavesWhatSomebodyElseChangedAndSaysSo() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);

    stage.cluster.meddle("minilm-gpu", "minilm-npu", 60, 40);
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.FAILED);
    assertThat(stage.last().reason()).contains("somebody else changed them");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(60);
    assertThat(stage.variant("minilm-npu").desired())
        .as("it has traffic, so it is not stopped")
        .isEqualTo(1);
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void doesNotStartUponACountThatIsNotTheOneDecidedOn() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.cluster.meddle("minilm-npu", 2);
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason()).contains("minilm-npu is at 2, expected 0: somebody else");
    assertThat(stage.cluster.happened).isEmpty();
  }

  @Test
  void triesAgainAfterAConflictButNotForEver() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.cluster.faults = call -> call.equals("scale") ? Fault.CONFLICT : Fault.NONE;
    stage.run(Duration.ofSeconds(2));
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(2));
    assertThat(stage.last().status()).isEqualTo(Status.SUCCEEDED);

    Stage other = new Stage(Mode.AUTOMATIC);
    other.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    other.cluster.faults = call -> call.equals("scale") ? Fault.CONFLICT : Fault.NONE;
    other.run(Duration.ofMinutes(2));
    assertThat(other.begun().get(0).status()).isEqualTo(Status.UNDONE);
    assertThat(other.begun().get(0).reason()).contains("6 conflicts");
  }

  @Test
  void aFailureThatNobodyHasThoughtOfEndsWithTheStepsTimeoutAndIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.faults = call -> call.equals("pods") ? Fault.UNEXPECTED : Fault.NONE;
    stage.run(Duration.ofSeconds(30));
    assertThat(stage.last().status()).isEqualTo(Status.UNDOING);
    assertThat(stage.last().reason()).contains("not done after 30 s: unexpected: ", "pods is odd");

    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofSeconds(30));

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void aRightThatIsMissingForAWhileDoesNotLeaveTheTrafficHalfWay() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.faults = call -> call.equals("weights") ? Fault.FORBIDDEN : Fault.NONE;
    stage.run(Duration.ofSeconds(30));
    assertThat(stage.last().status())
        .as("a step forward is not tried again")
        .isEqualTo(Status.UNDOING);
    stage.run(Duration.ofMinutes(5));
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(50);

    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofSeconds(30));

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
    assertThat(stage.variant("minilm-npu").desired()).isZero();
  }

  @Test
  void anUndoThatIsForbiddenFailsWithItsTimeout() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.faults = call -> call.equals("weights") ? Fault.FORBIDDEN : Fault.NONE;
    stage.run(LONG);

    assertThat(stage.last().status()).isEqualTo(Status.FAILED);
    assertThat(stage.last().reason())
        .contains("not done after 600 s: injected: weights is forbidden");
  }

  /** The receiver's pod came and went; the weights were never touched. */
  private void assertUndoneWithoutTraffic() {
    assertThat(stage.cluster.happened)
        .containsExactly("scale minilm-npu 0 -> 1", "scale minilm-npu 1 -> 0");
    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
  }

  private Instant nextTick() {
    long length = TICK.toMillis();
    return Instant.ofEpochMilli((stage.now.toEpochMilli() / length + 1) * length);
  }
}
