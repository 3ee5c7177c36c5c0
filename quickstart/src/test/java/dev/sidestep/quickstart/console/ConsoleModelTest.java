package dev.sidestep.quickstart.console;

import static dev.sidestep.quickstart.console.FanFailureStory.CPU;
import static dev.sidestep.quickstart.console.FanFailureStory.END;
import static dev.sidestep.quickstart.console.FanFailureStory.GPU;
import static dev.sidestep.quickstart.console.FanFailureStory.JUDGED;
import static dev.sidestep.quickstart.console.FanFailureStory.RAISED;
import static dev.sidestep.quickstart.console.FanFailureStory.TICK;
import static dev.sidestep.quickstart.console.FanFailureStory.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsoleModelTest {
  private final ConsoleModel model = new ConsoleModel(FanFailureStory.starting(), 100);
  private final FanFailureStory story = new FanFailureStory(model);

  @Test
  void saysThatNothingIsKnownYetAtTheStart() {
    ConsoleView view = model.view();
    assertThat(view.targets()).isEmpty();
    assertThat(view.headline().mood()).isEqualTo(Headline.Mood.WAITING);
    assertThat(view.headline().text()).startsWith("Starting");
  }

  @Test
  void namesTheDeviceThatIsClosestToItsLimitWhileAllIsWell() {
    story.tellUpTo(30);
    assertThat(model.view().headline().mood()).isEqualTo(Headline.Mood.CALM);
    assertThat(model.view().headline().text()).contains("gpu-0").endsWith("K left.");
  }

  @Test
  void saysWhatIsForeseenAndWhichStepOfTheMoveIsDone() {
    story.tellUpTo(RAISED + 4);
    assertThat(model.view().headline().text())
        .isEqualTo(
            "gpu-0 will throttle in about 3 min (2–5 min), 86 % sure; moving minilm to npu-0:"
                + " step 4 of 7 (comparing answers)");
    assertThat(model.view().headline().mood()).isEqualTo(Headline.Mood.ACTING);
  }

  @Test
  void showsAnUndoneMoveAsTrouble() {
    FanFailureStory bad = new FanFailureStory(model, true);
    bad.tellUpTo(RAISED + 5);
    assertThat(model.view().headline().text())
        .contains("; the move of minilm to npu-0 is being undone: answers differ");
    bad.tellUpTo(RAISED + 6);
    assertThat(model.view().moves().get(0).status()).isEqualTo(Outcome.Status.UNDONE);
    assertThat(model.view().moves().get(0).parity()).isEqualTo(new Outcome.Parity(5, 3));
    assertThat(model.view().headline().text())
        .endsWith(
            "was undone after 1 min 15 s, everything is as before: answers differ on 2 of 5 golden inputs");
    assertThat(model.view().headline().mood()).isEqualTo(Headline.Mood.BAD);
    bad.tellUpTo(75);
    assertThat(model.view().headline().text())
        .startsWith("gpu-0 is throttling now, 3.")
        .contains("K over its limit; the move of minilm to npu-0 was undone");
    assertThat(model.view().headline().mood()).isEqualTo(Headline.Mood.BAD);
  }

  @Test
  void saysThatTheMoveIsDoneWhileTheWarningWaitsForItsVerdict() {
    story.tellUpTo(FanFailureStory.MOVED + 3);
    assertThat(model.view().headline().text())
        .isEqualTo(
            "The move of minilm to npu-0 is done; the warning on gpu-0 stands until it is judged.");
  }

  @Test
  void endsWithWhatItCostWithAndWithout() {
    story.tellUpTo(END);
    assertThat(model.view().headline().text())
        .isEqualTo(
            "Finished: throttled 0 s with Sidestep, 510 s without;"
                + " no request failed with Sidestep, 2 of 17200 without.");
    assertThat(model.view().score().averted()).isEqualTo(1);
  }

  @Test
  void keepsTheFirstAnnouncementAndTheDecisionBesideTheLatestIssue() {
    story.tellUpTo(JUDGED - 1);
    WarningView warning = model.view().warnings().get(0);
    assertThat(warning.firstEta().p50()).isEqualTo(Duration.ofMinutes(4));
    assertThat(warning.warning().issuedAt()).isEqualTo(at(JUDGED - 1));
    assertThat(warning.decision().status()).isEqualTo(Outcome.Status.SUCCEEDED);
  }

  @Test
  void aFinishedMoveStaysTheLastWordWhenNothingIsLeftToMove() {
    story.tellUpTo(FanFailureStory.MOVED + 2);
    Outcome moved = FanFailureStory.lastOutcome(FanFailureStory.MOVED + 1);
    Outcome idle = declined(moved, "not-serving: no variant on gpu-0 gets traffic");
    Outcome refused = declined(moved, "no-remedy: every option for gpu-0 was refused");

    model.accept(idle);
    assertThat(decision().status()).isEqualTo(Outcome.Status.SUCCEEDED);
    assertThat(decision().planId()).isEqualTo("plan-1");
    assertThat(model.view().headline().text()).contains("is done").doesNotContain("nothing is");

    model.accept(refused);
    assertThat(decision().status()).isEqualTo(Outcome.Status.DECLINED);
    assertThat(decision().refused())
        .containsExactly("minilm-cpu: its p99 would be 2.9 s, above the promised 2 s");
    assertThat(String.join("\n", TerminalTable.lines(model.view())))
        .contains("refused    minilm-cpu: its p99 would be 2.9 s, above the promised 2 s");
  }

  private WarningView.Decision decision() {
    return model.view().warnings().get(0).decision();
  }

  private static Outcome declined(Outcome of, String reason) {
    Plan plan = of.plan();
    Plan none =
        new Plan(
            reason,
            plan.warningId(),
            of.at(),
            Plan.Kind.NONE,
            plan.model(),
            null,
            null,
            List.of(),
            null,
            Duration.ZERO,
            null,
            plan.rejected(),
            plan.observed(),
            reason);
    return new Outcome(
        none, of.mode(), Outcome.Status.DECLINED, of.at().plusSeconds(15), List.of(), null, reason);
  }

  @Test
  void remembersADecisionThatComesBeforeItsWarning() {
    ConsoleModel teller = new ConsoleModel(FanFailureStory.starting());
    new FanFailureStory(teller).tellUpTo(RAISED + 2);
    ConsoleModel late = new ConsoleModel(FanFailureStory.starting());
    late.accept(FanFailureStory.lastOutcome(RAISED + 2));
    late.accept(teller.view().warnings().get(0).warning());
    assertThat(late.view().warnings().get(0).decision()).isNotNull();
  }

  @Test
  void showsAMissingReadingAsAGapAndSaysSinceWhen() {
    story.tellUpTo(39);
    TargetView cpu = target("device/demo/cpu-0");
    assertThat(cpu.value()).isNull();
    assertThat(cpu.source()).isEqualTo(Source.SIMULATED);
    assertThat(cpu.blindSince()).isEqualTo(at(37));
    assertThat(cpu.history().get(36).value()).isNull();
    assertThat(cpu.history().get(35).value()).isNotNull();
    assertThat(model.view().headline().text()).startsWith("cpu-0 has said nothing about its heat");
  }

  @Test
  void saysWhereEachValueComesFromAndTakesTheLeastRealForTheWhole() {
    story.tellUpTo(30);
    TargetView gpu = target(GPU.key());
    assertThat(gpu.source()).isEqualTo(Source.SIMULATED);
    assertThat(gpu.latest())
        .filteredOn(cell -> cell.signal() == Signal.DEVICE_UTILIZATION)
        .extracting(TargetView.Cell::source)
        .containsExactly(Source.MEASURED);
  }

  @Test
  void dropsAForecastThatHasGoneOutOfDate() {
    story.tellUpTo(30);
    assertThat(target(GPU.key()).forecast()).isNotNull();
    for (int tick = 31; tick < 34; tick++) {
      model.accept(new Frame(GPU, at(tick), TICK, Map.of()));
    }
    assertThat(target(GPU.key()).forecast()).isNull();
  }

  @Test
  void showsTheRunWithoutSidestepOnlyUpToThePresent() {
    story.tellUpTo(20);
    model.acceptWithout(frame(GPU, 90));
    assertThat(target(GPU.key()).without()).hasSize(20);
    for (int tick = 21; tick <= 90; tick++) {
      model.accept(frame(GPU, tick));
    }
    assertThat(target(GPU.key()).without()).hasSize(21);
  }

  @Test
  void forgetsAPodThatHasGoneAndKeepsASilentDevice() {
    story.tellUpTo(30);
    assertThat(model.view().present()).contains(FanFailureStory.POD.key());
    story.tellUpTo(FanFailureStory.MOVED + 4);
    assertThat(model.view().present()).doesNotContain(FanFailureStory.POD.key()).hasSize(3);
  }

  @Test
  void staysBoundedWhateverComes() {
    for (int i = 0; i < 300; i++) {
      model.accept(frame(Target.device("demo", "gpu-" + i, DeviceClass.GPU), 1));
      model.notice(new Notice(at(1), Notice.Level.INFO, "notice " + i));
    }
    for (int tick = 1; tick < 300; tick++) {
      model.accept(frame(Target.device("demo", "gpu-0", DeviceClass.GPU), tick));
    }
    ConsoleView view = model.view();
    assertThat(view.present()).hasSizeLessThanOrEqualTo(ConsoleModel.TARGETS_KEPT);
    assertThat(view.notices()).hasSize(ConsoleModel.NOTICES_KEPT);
    assertThat(target("device/demo/gpu-0").history()).hasSize(100);
  }

  @Test
  void takesDuplicatesAndDisorderWithoutAChangeOfTheStory() {
    ConsoleModel again = new ConsoleModel(FanFailureStory.starting(), 100);
    for (int round = 0; round < 2; round++) {
      for (int tick : new int[] {3, 1, 2, 5, 4}) {
        again.accept(frame(GPU, tick));
      }
    }
    ConsoleModel once = new ConsoleModel(FanFailureStory.starting(), 100);
    for (int tick = 1; tick <= 5; tick++) {
      once.accept(frame(GPU, tick));
    }
    assertThat(again.view().targets()).isEqualTo(once.view().targets());
  }

  @Test
  void changesAppliedOneAfterTheOtherMakeTheWholeView() {
    Map<String, TargetView> targets = new HashMap<>();
    Map<String, TreeMap<Object, Object>> lines = new HashMap<>();
    Map<String, WarningView> warnings = new HashMap<>();
    Map<String, MoveView> moves = new HashMap<>();
    long seen = 0;
    for (int tick = 1; tick <= END; tick += 1 + tick % 4) {
      story.tellUpTo(tick);
      ConsoleView change = model.changesAfter(seen);
      seen = change.revision();
      for (TargetView target : change.targets()) {
        targets.put(target.key(), target);
        target
            .history()
            .forEach(
                point ->
                    lines
                        .computeIfAbsent(target.key(), key -> new TreeMap<>())
                        .put(point.tick(), point));
      }
      targets.keySet().retainAll(change.present());
      change.warnings().forEach(it -> warnings.put(it.warning().id(), it));
      change.moves().forEach(it -> moves.put(it.planId(), it));
    }
    ConsoleView whole = model.changesAfter(0);
    assertThat(model.changesAfter(whole.revision()).targets()).isEmpty();
    assertThat(warnings.values()).containsExactlyInAnyOrderElementsOf(whole.warnings());
    assertThat(moves.values()).containsExactlyInAnyOrderElementsOf(whole.moves());
    for (TargetView target : whole.targets()) {
      assertThat(lines.get(target.key()).values())
          .containsAll(target.history().stream().map(Object.class::cast).toList());
      assertThat(targets.get(target.key()).latest()).isEqualTo(target.latest());
    }
  }

  @Test
  void aChangeWithoutANewTickHasTheHeadlineOfTheWholeState() {
    story.tellUpTo(30);
    long seen = model.view().revision();
    model.notice(new Notice(at(30), Notice.Level.INFO, "nothing to do with heat"));
    assertThat(model.changesAfter(seen).headline()).isEqualTo(model.view().headline());
    assertThat(model.view().headline().text()).startsWith("All is well");
    model.accept(frame(CPU, 31)); // the others have no new tick: they stay in the headline
    seen = model.view().revision();
    model.accept(frame(CPU, 32));
    assertThat(model.changesAfter(seen).headline()).isEqualTo(model.view().headline());
    assertThat(model.view().headline().text()).contains("closest to its limit is gpu-0");
  }

  @Test
  void wakesAReaderWhenSomethingChangesAndTellsItWhenNothingDid() throws InterruptedException {
    long seen = model.view().revision();
    assertThat(model.awaitChangeAfter(seen, Duration.ofMillis(1))).isFalse();
    model.notice(new Notice(at(1), Notice.Level.INFO, "an interrupted move was found and undone"));
    assertThat(model.awaitChangeAfter(seen, Duration.ofMillis(1))).isTrue();
  }

  private TargetView target(String key) {
    return model.view().targets().stream()
        .filter(view -> view.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Frame frame(Target target, int tick) {
    return new Frame(
        target,
        at(tick),
        TICK,
        Map.of(Signal.THERMAL_MARGIN, Reading.valid(tick, Source.MEASURED)));
  }
}
