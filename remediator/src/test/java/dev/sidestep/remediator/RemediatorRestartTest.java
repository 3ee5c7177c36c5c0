package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.cluster.FakeCluster.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A move that another process left behind is finished, undone or left, and told. */
class RemediatorRestartTest {
  private final Stage stage = new Stage(Mode.AUTOMATIC);

  @Test
  void aMoveFoundBesideAnObjectThatCannotBeReadIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.faults = call -> call.equals("pods") ? Fault.UNEXPECTED : Fault.NONE;
    stage.crash();
    stage.second();
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(1));

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason()).startsWith("found after a restart, undone: unexpected: ");
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
    boolean over = stage.last().terminal();
    boolean pastParity = stage.last().parity() != null;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(pastParity ? Status.SUCCEEDED : Status.UNDONE);
    if (!over) {
      assertThat(stage.last().reason()).startsWith("found after a restart, ");
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
    assertThat(stage.cluster.violations).isEmpty();
  }

  @Test
  void aMoveThatWasPickedUpIsShownAsRunningUntilItsEnd() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);

    stage.crash();
    assertThat(stage.registry.getSampleValue("sidestep_move_running")).as("not yet").isZero();
    stage.second();
    assertThat(stage.registry.getSampleValue("sidestep_move_running")).isEqualTo(1);
    stage.run(Duration.ofMinutes(2));
    assertThat(stage.registry.getSampleValue("sidestep_move_running")).isZero();
  }

  @Test
  void aMoveFoundMuchLaterIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.now = stage.now.plus(Duration.ofHours(3));

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason())
        .startsWith("found after a restart, undone: its last record is of");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "AUTOMATIC", mode = EnumSource.Mode.EXCLUDE)
  void aMoveFoundInAModeThatDoesNotActIsLeftAsItIs(Mode mode) {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
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
    stage.runUntilShared(50);
    int writes = stage.cluster.happened.size();
    stage.cluster.optedIn = false;
    stage.cluster.faults = call -> call.equals("label?") ? Fault.LOST : Fault.NONE;

    stage.crash();
    stage.run(Duration.ofSeconds(5));
    assertThat(stage.last().terminal()).as("nobody knows yet").isFalse();
    stage.cluster.faults = call -> Fault.NONE;
    stage.run(Duration.ofMinutes(1));

    assertThat(stage.cluster.happened).hasSize(writes);
    assertThat(stage.last().status()).isEqualTo(Status.FAILED);
    assertThat(stage.last().reason())
        .contains("left as it is: the namespace lacks the label", "look at minilm-gpu, minilm-npu");
  }

  @Test
  void aMoveFoundUnderAFreezeIsUndone() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.frozen = true;

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason())
        .isEqualTo("found after a restart, undone: the ConfigMap sidestep-freeze exists");
    assertThat(stage.variant("minilm-gpu").weight()).isEqualTo(100);
  }

  @Test
  void theCauseOfAnUndoStaysWhatItWasHoweverOftenTheProcessDies() {
    stage.probe.inFlight.put("minilm-gpu-0", 1);
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    crashAtEachRecordOfTheUndo();

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason())
        .matches(
            "found after a restart, undone: not done after \\d+ s: minilm-gpu has 1 requests in"
                + " flight");
  }

  @Test
  void soDoesTheCauseThatARestartWas() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    stage.cluster.frozen = true;
    stage.crash();
    crashAtEachRecordOfTheUndo();

    assertThat(stage.last().status()).isEqualTo(Status.UNDONE);
    assertThat(stage.last().reason())
        .isEqualTo("found after a restart, undone: the ConfigMap sidestep-freeze exists");
  }

  private void crashAtEachRecordOfTheUndo() {
    int crashes = 0;
    for (int i = 0; i < 600 && !stage.last().terminal(); i++) {
      int records = stage.log.size();
      stage.second();
      if (stage.log.size() > records && stage.last().status() == Status.UNDOING) {
        stage.crash();
        crashes++;
      }
    }
    assertThat(crashes).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aPlanThatSomebodyElseHasEndedIsLetGoOfAndNotWrittenOver() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    int records = stage.log.size();
    int writes = stage.cluster.happened.size();

    stage.learn(ended(stage.last(), Status.UNDONE));
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.registry.getSampleValue("sidestep_move_running")).isZero();

    assertThat(stage.log).hasSize(records);
    assertThat(stage.cluster.happened).hasSize(writes);
  }

  @Test
  void theFirstEndOfAPlanCountsAndWhatIsWrittenAfterItIsNotTakenUp() {
    stage.warn(Scene.thermal(GPU, T0, 200, 240, 300));
    stage.runUntilShared(50);
    Outcome running = stage.last();
    stage.log.add(ended(running, Status.UNDONE));
    stage.log.add(running);
    int writes = stage.cluster.happened.size();

    stage.crash();
    stage.run(Duration.ofMinutes(2));

    assertThat(stage.last()).isEqualTo(running);
    assertThat(stage.cluster.happened).hasSize(writes);
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
    assertThat(stage.last().reason()).startsWith("recently-acted: ");
    stage.run(Duration.ofMinutes(11));
    stage.tick();
    stage.warn(Scene.thermal(GPU, stage.now, 200, 240, 300));

    assertThat(stage.last().status()).isEqualTo(Status.INTENDED);
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

    assertThat(stage.last().status()).isEqualTo(Status.FAILED);
    assertThat(stage.last().reason()).contains("kube-dns, which it did not observe");
    assertThat(stage.cluster.happened).isEmpty();
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
}
