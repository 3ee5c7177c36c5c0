package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.cluster.FakeCluster.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RemediatorTest {
  private static final Duration LONG = Duration.ofMinutes(12);

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
    Outcome end = last();
    assertThat(end.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(end.parity()).isEqualTo(new Parity(5, 5));
    assertThat(end.steps()).hasSize(10).allMatch(Outcome.Step::ok);
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void writesTheIntentionBeforeAnythingAndARecordAfterEachStep() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    assertThat(last().status()).isEqualTo(Status.INTENDED);
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

    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void replacesALeakingPodStartFirst() {
    stage.warn(Scene.memory(stage.firstPod(), T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened)
        .containsExactly(
            "scale minilm-gpu 1 -> 2", "cost minilm-gpu-0 -1000000", "scale minilm-gpu 2 -> 1");
    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.variant("minilm-gpu").pods())
        .extracting(pod -> pod.name())
        .containsExactly("minilm-gpu-1");
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void undoesWhenTheReceiverNeverGetsReady() {
    stage.cluster.neverReady.add("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(stage.cluster.happened)
        .containsExactly("scale minilm-npu 0 -> 1", "scale minilm-npu 1 -> 0");
    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason()).contains("not done after 180 s");
  }

  @Test
  void undoesWhenTheReceiverAnswersDifferently() {
    stage.probe.spoiled = pod -> pod.startsWith("minilm-npu");

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(LONG);

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().parity()).isEqualTo(new Parity(5, 0));
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
    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().steps().stream().filter(Outcome.Step::undo))
        .extracting(step -> step.action().type())
        .containsExactly(Action.Type.SHIFT_TRAFFIC, Action.Type.SCALE);
  }

  @Test
  void takesTrafficBackInOneStepWhenTheReceiverThrottles() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);

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
    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason()).contains("harm: the receiver device/local/npu-0");
  }

  @Test
  void holdsTheTrafficWhileTheReceiverCannotBeSeenAndTakesItBackInTheEnd() {
    stage.cluster.startsIn = Duration.ofSeconds(40);
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.silent.add(Scene.NPU);
    stage.run(LONG);

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason())
        .contains("not done after 30 s: blind: the receiver device/local/npu-0");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
    assertThat(stage.cluster.happened)
        .as("the source was never stopped")
        .noneMatch(write -> write.startsWith("scale minilm-gpu"));
  }

  @Test
  void goesOnWhenAReceiverThatWasOutOfSightForAMomentIsBack() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.silent.add(Scene.NPU);
    stage.run(Duration.ofSeconds(45));
    stage.silent.clear();
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void givesNoTrafficToAReceiverThatDied() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    for (int i = 0; i < 100 && last().parity() == null; i++) {
      stage.second();
    }
    stage.cluster.neverReady.add("minilm-npu");
    stage.cluster.kill(stage.variant("minilm-npu").pods().get(0).name());
    stage.run(LONG);

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.cluster.happened)
        .containsExactly("scale minilm-npu 0 -> 1", "scale minilm-npu 1 -> 0");
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void takesTrafficBackWhenTheReceiverDiesButNotToASourceThatDiedToo() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.cluster.neverReady.add("minilm-npu");
    stage.cluster.kill(stage.variant("minilm-npu").pods().get(0).name());
    stage.run(LONG);
    assertThat(last().status()).isEqualTo(Status.UNDONE);
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
    runUntilShared(50);

    stage.cluster.meddle("minilm-gpu", "minilm-npu", 60, 40);
    stage.run(LONG);

    assertThat(last().status()).isEqualTo(Status.FAILED);
    assertThat(last().reason()).contains("somebody else changed them");
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

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason()).contains("minilm-npu is at 2, expected 0: somebody else");
    assertThat(stage.cluster.happened).isEmpty();
  }

  @Test
  void triesAgainAfterAConflictButNotForEver() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.cluster.faults = call -> call.equals("scale") ? Fault.CONFLICT : Fault.NONE;
    stage.run(Duration.ofSeconds(2));
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(2));
    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);

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
    runUntilShared(50);
    stage.cluster.faults = call -> call.equals("pods") ? Fault.UNEXPECTED : Fault.NONE;
    stage.run(Duration.ofSeconds(30));
    assertThat(last().status()).isEqualTo(Status.UNDOING);
    assertThat(last().reason()).contains("not done after 30 s: unexpected: ", "pods is odd");

    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofSeconds(30));

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void aMoveFoundBesideAnObjectThatCannotBeReadIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.cluster.faults = call -> call.equals("pods") ? Fault.UNEXPECTED : Fault.NONE;
    stage.crash();
    stage.second();
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(1));

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason()).startsWith("found after a restart, undone: unexpected: ");
  }

  @Test
  void anObjectThatCannotBeReadLeavesTheClusterUnreachableAndTheRunningMoveGoesOn() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.cluster.faults = call -> call.equals("list") ? Fault.UNEXPECTED : Fault.NONE;
    stage.warn(Scene.thermal(Scene.CPU, T0, 200, 240, 300));
    assertThat(last().reason()).startsWith("cluster-unreachable: ");
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aLostAnswerDoesNotMakeItWriteTwice() {
    stage.cluster.faults =
        call -> call.equals("scale") || call.equals("weights") ? Fault.ANSWER_LOST : Fault.NONE;

    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(stage.cluster.happened).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void runningMovesGoOnWhileFrozenAndNoneStarts() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofSeconds(10));
    stage.cluster.frozen = true;
    stage.run(Duration.ofMinutes(2));
    assertThat(last().status()).isEqualTo(Status.SUCCEEDED);

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

  static IntStream everySecondOfAMove() {
    return IntStream.range(0, 60);
  }

  /** Whatever the second, the next process completes the move or takes it back, and says so. */
  @ParameterizedTest
  @MethodSource("everySecondOfAMove")
  void aCrashAtAnySecondIsFoundAndFinishedOrUndone(int second) {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofSeconds(second));
    boolean over = last().terminal();
    boolean pastParity = last().parity() != null;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(pastParity ? Status.SUCCEEDED : Status.UNDONE);
    if (!over) {
      assertThat(last().reason()).startsWith("found after a restart, ");
    }
    int receiver = pastParity ? 100 : 0;
    assertThat(stage.variant("minilm-npu").weight()).isEqualTo(receiver);
    assertThat(stage.variant("minilm-npu").desired()).isEqualTo(receiver / 100);
    assertThat(stage.variant("minilm-gpu").desired()).isEqualTo(1 - receiver / 100);
    assertThat(stage.cluster.violations).isEmpty();
  }

  /** The crash comes after the write and before the record of it. */
  @ParameterizedTest
  @MethodSource("everySecondOfAMove")
  void aCrashBetweenAWriteAndItsRecordIsFoundToo(int second) {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.run(Duration.ofSeconds(second));
    boolean pastParity = last().parity() != null;
    stage.logFails = true;
    try {
      stage.second();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("the log does not answer");
    }
    stage.logFails = false;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(pastParity ? Status.SUCCEEDED : Status.UNDONE);
    assertThat(stage.variant("minilm-npu").weight()).isEqualTo(pastParity ? 100 : 0);
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void aMoveFoundMuchLaterIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.now = stage.now.plus(Duration.ofHours(3));

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason()).startsWith("found after a restart, undone: its last record is of");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "AUTOMATIC", mode = EnumSource.Mode.EXCLUDE)
  void aMoveFoundInAModeThatDoesNotActIsLeftAsItIs(Mode mode) {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    int writes = stage.cluster.happened.size();

    stage.crash(mode);
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.cluster.happened).hasSize(writes);
    assertThat(stage.begun().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(stage.begun().get(0).reason())
        .isEqualTo(
            "found after a restart, left as it is: mode %s; look at minilm-gpu, minilm-npu",
            mode.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void aMoveFoundWithoutTheLabelIsLeftAsItIsOnceTheClusterHasAnswered() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    int writes = stage.cluster.happened.size();
    stage.cluster.optedIn = false;
    stage.cluster.faults = call -> call.equals("label?") ? Fault.LOST : Fault.NONE;

    stage.crash();
    stage.run(Duration.ofSeconds(5));
    assertThat(last().terminal()).as("nobody knows yet").isFalse();
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(1));

    assertThat(stage.cluster.happened).hasSize(writes);
    assertThat(last().status()).isEqualTo(Status.FAILED);
    assertThat(last().reason())
        .contains("left as it is: the namespace lacks the label", "look at minilm-gpu, minilm-npu");
  }

  @Test
  void aMoveFoundUnderAFreezeIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.cluster.frozen = true;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).isEqualTo(Status.UNDONE);
    assertThat(last().reason())
        .isEqualTo("found after a restart, undone: the ConfigMap sidestep-freeze exists");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void aPlanThatSomebodyElseHasEndedIsLetGoOfAndNotWrittenOver() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    int records = stage.log.size();
    int writes = stage.cluster.happened.size();

    stage.learn(ended(last(), Status.UNDONE));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.log).hasSize(records);
    assertThat(stage.cluster.happened).hasSize(writes);
  }

  @Test
  void theFirstEndOfAPlanCountsAndWhatIsWrittenAfterItIsNotTakenUp() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    Outcome running = last();
    stage.log.add(ended(running, Status.UNDONE));
    stage.log.add(running);
    int writes = stage.cluster.happened.size();

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(last()).isEqualTo(running);
    assertThat(stage.cluster.happened).hasSize(writes);
  }

  @Test
  void aProcessThatStoodStillDoesNotTakeThatForAStepThatFailed() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    runUntilShared(50);
    stage.second();

    stage.now = stage.now.plusSeconds(62);
    stage.run(Duration.ofMinutes(2));

    assertThat(last().status()).as(last().reason()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void anEndInTheFutureKeepsNobodyBusy() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    Outcome future =
        ended(stage.log.remove(0), Status.SUCCEEDED).dated(T0.plusSeconds(315_576_000));
    stage.log.add(future);
    stage.crash();
    stage.tick();

    stage.warn(Scene.thermal(GPU, stage.now, 200, 240, 300));
    assertThat(last().reason()).startsWith("recently-acted: ");
    stage.run(Duration.ofMinutes(11));
    stage.tick();
    stage.warn(Scene.thermal(GPU, stage.now, 200, 240, 300));

    assertThat(last().status()).isEqualTo(Status.INTENDED);
  }

  @Test
  void aForgedUnfinishedPlanFailsWithoutAWrite() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    Outcome real = stage.log.remove(0);
    Plan plan = real.plan();
    Plan forged =
        new Plan(
            "forged",
            plan.warningId(),
            plan.decidedAt(),
            plan.kind(),
            plan.model(),
            plan.from(),
            plan.to(),
            List.of(new Action(Action.Type.SCALE, "kube-dns", 0, "nothing")),
            null,
            plan.duration(),
            null,
            List.of(),
            plan.observed(),
            "forged");
    stage.log.add(
        new Outcome(
            forged, Mode.AUTOMATIC, Status.RUNNING, T0, List.of(), new Parity(1, 1), "forged"));

    stage.crash();
    stage.run(Duration.ofSeconds(30));

    assertThat(last().status()).isEqualTo(Status.FAILED);
    assertThat(last().reason()).contains("kube-dns, which it did not observe");
    assertThat(stage.cluster.happened).isEmpty();
  }

  private void runUntilShared(int weight) {
    for (int i = 0; i < 200 && stage.variant("minilm-npu").weight() < weight; i++) {
      stage.second();
    }
    assertThat(stage.variant("minilm-npu").weight()).isEqualTo(weight);
  }

  private static Outcome ended(Outcome outcome, Status status) {
    return new Outcome(
        outcome.plan(),
        outcome.mode(),
        status,
        outcome.at(),
        outcome.steps(),
        outcome.parity(),
        "ended by another process");
  }

  private Instant nextTick() {
    long length = TICK.toMillis();
    return Instant.ofEpochMilli((stage.now.toEpochMilli() / length + 1) * length);
  }

  private Outcome last() {
    return stage.log.get(stage.log.size() - 1);
  }

  private double sample(String metric, String label, String value) {
    return stage.registry.getSampleValue(metric, new String[] {label}, new String[] {value});
  }
}
