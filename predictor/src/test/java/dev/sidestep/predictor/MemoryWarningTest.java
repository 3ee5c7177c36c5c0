package dev.sidestep.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripted pods of 512 MiB with a known end. */
class MemoryWarningTest {
  private final Story story = new Story();

  @Test
  void aLeakIsWarnedOfMinutesBeforeThePodIsKilled() {
    story.memory(20, i -> 260.0);
    story.memory(50, i -> 260 + 5.0 * i);
    silence(4);

    Warning warning = story.warnings().get(0);
    assertThat(story.warnings()).hasSize(1);
    assertThat(warning.kind()).isEqualTo(Warning.Kind.MEMORY_EXHAUSTION);
    assertThat(warning.remedy()).isEqualTo(Warning.Remedy.REPLACE_POD);
    assertThat(story.verdicts()).containsExactly(Verdict.Result.HIT);
    assertThat(warning.verdict().lead()).isGreaterThan(Duration.ofMinutes(7));
    assertThat(warning.verdict().lead())
        .isEqualTo(Duration.between(warning.raisedAt(), Story.tick(70)));
  }

  @Test
  void itsEtaIsWhereTheLineMeetsTheLimit() {
    story.memory(20, i -> 260.0);
    story.memory(45, i -> 260 + 5.0 * i);

    Warning last = story.issues().get(story.issues().size() - 1);
    // 480 MiB now, 20 MiB a minute: 32 MiB last 96 s
    assertThat(last.eta().p50()).isEqualTo(Duration.ofSeconds(96));
    assertThat(last.eta().p10()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    assertThat(last.evidence())
        .extracting(Evidence::says)
        .containsExactly(
            "Uses 480 of 512 MiB (94 %)", "Grows by 20.0 MiB a minute over the last 300 s");
  }

  @Test
  void isAvertedWhenThePodIsReplacedInTime() {
    story.memory(20, i -> 260.0);
    story.memory(25, i -> 260 + 5.0 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.INTENDED, story.now()));
    silence(3);
    assertThat(story.verdicts()).isEmpty();
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.SUCCEEDED, story.now()));
    silence(2);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.AVERTED);
  }

  /** A pod that vanishes was let go by the plan, or was killed although the plan tried. */
  @ParameterizedTest
  @CsvSource({"true, AVERTED", "false, HIT"})
  void onlyADrainThatWentWellAvertsTheKill(boolean drained, Verdict.Result verdict) {
    story.memory(20, i -> 260.0);
    story.memory(25, i -> 260 + 5.0 * i);
    Warning raised = story.issues().get(0);
    Outcome undone = Story.outcome(raised, Outcome.Status.UNDONE, story.now());
    Action drain = new Action(Action.Type.DRAIN, Story.POD.name(), 0, "take the mark off");
    Outcome.Step step =
        new Outcome.Step(drain, story.now(), story.now(), drained, false, "a test says so");
    story.brain.onOutcome(
        new Outcome(
            undone.plan(), undone.mode(), undone.status(), undone.at(), List.of(step), null, "it"));
    story.memory(25, i -> 260 + 5.0 * (25 + i));
    silence(4);

    assertThat(story.verdicts()).containsExactly(verdict);
  }

  @Test
  void isFalseWhenTheLeakStops() {
    story.memory(20, i -> 260.0);
    story.memory(25, i -> 260 + 5.0 * i);
    story.memory(60, i -> 385.0);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.FALSE);
    assertThat(story.warnings()).hasSize(1);
  }

  @Test
  void expiresWhenThePodVanishesFarFromItsLimit() {
    story.memory(20, i -> 260.0);
    story.memory(25, i -> 260 + 5.0 * i);
    silence(100);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.EXPIRED);
  }

  @Test
  void aRestartInPlaceAtTheLimitIsAHit() {
    story.memory(20, i -> 260.0);
    story.memory(50, i -> 260 + 5.0 * i);
    story.memory(40, i -> 120.0);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.HIT);
    assertThat(story.warnings()).hasSize(1);
  }

  /** A model that has just been loaded fills more than half of a tight limit. */
  @ParameterizedTest
  @CsvSource({"1, 305, HIT", "1, 380, FALSE", "0, 305, FALSE"})
  void aFallFromTheLimitIsARestartWhereThePodWasAwayAndAsLittleIsLeftAsAtFirst(
      int away, double left, Verdict.Result verdict) {
    story.memory(20, i -> 300.0);
    story.memory(50, i -> 300 + 4.2 * i);
    silence(away);
    story.memory(80, i -> left);

    assertThat(story.verdicts()).containsExactly(verdict);
  }

  @Test
  void aPodThatWouldHavePassedItsLimitWithinATickWasKilled() {
    // 485 of 512 MiB, 25 MiB a tick: below 97 % when last seen
    story.memory(10, i -> 260 + 25.0 * i);
    silence(4);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.MISSED);
  }

  @Test
  void aKillTooFastForATrendIsAMissOnRecord() {
    story.memory(6, i -> 300 + 40.0 * i);
    silence(4);

    assertThat(story.warnings()).hasSize(1);
    assertThat(story.verdicts()).containsExactly(Verdict.Result.MISSED);
    assertThat(story.issues()).hasSize(1);
  }

  @Test
  void aSawToothIsNoLeak() {
    // a collector every three minutes, up to 94 % of the limit
    story.memory(300, i -> 300 + 15.0 * (i % 12));
    assertThat(story.issues()).isEmpty();
  }

  /** Full collections close to the limit, which take the pod back to where it began. */
  @ParameterizedTest
  @CsvSource({"17, 12, 0", "5.1, 40, 1", "3.4, 60, 1"})
  void aSawToothUpToTheLimitIsAtMostOneFalseWarning(double step, int teeth, int warnings) {
    story.memory(480, i -> 300 + step * (i % teeth));

    assertThat(story.warnings()).hasSize(warnings);
    assertThat(story.verdicts()).allMatch(Verdict.Result.FALSE::equals);
  }

  @Test
  void aHeightFromWhichMemoryCameDownByItselfIsNoReasonToWorry() {
    // a collector every ten minutes: the first rise cannot be told from a leak
    story.memory(40, i -> 300 + 4.0 * i);
    assertThat(story.warnings()).hasSize(1);
    story.memory(400, i -> 300 + 4.0 * (i % 40));

    assertThat(story.warnings()).hasSize(1);
    assertThat(story.verdicts()).containsExactly(Verdict.Result.FALSE);
  }

  @Test
  void aLeakUnderASawToothIsWarnedOfOnceItPassesItsFormerHeights() {
    story.memory(200, i -> 150 + 1.5 * i + 4.0 * (i % 20));

    assertThat(story.warnings()).isNotEmpty();
  }

  @Test
  void whatNeverReachesTheLimitIsNotWarnedOf() {
    long seed = 5;
    Random random = new Random(seed);
    Map<String, IntToDoubleFunction> harmless =
        Map.of(
            "slow", i -> 300 + 0.3 * i,
            "a cache that fills", i -> 100 + 380 * (1 - Math.exp(-i / 20.0)),
            "noise near the limit", i -> 480 + random.nextGaussian(),
            "constant at the limit", i -> 505,
            "a step", i -> i < 60 ? 200 : 400,
            "falling", i -> 500 - i,
            "the unit times 1000", i -> i < 60 ? 260 : 260_000 + i,
            "the unit by 1000", i -> i < 60 ? 260 : 0.26,
            "jumping", i -> i % 2 == 0 ? 260 : 420);
    harmless.forEach(
        (name, memory) -> {
          Story alone = new Story();
          alone.memory(150, memory);
          assertThat(alone.issues()).as("%s, seed %d", name, seed).isEmpty();
        });
  }

  @Test
  void withoutALimitOrFreshReadingsThereIsNothingToWarnOf() {
    for (int i = 0; i < 60; i++) {
      Reading used = Story.valid((260 + 4.0 * i) * Story.MIB);
      story.tell(Story.frame(Story.POD, story.now(), Map.of(Signal.POD_MEMORY, used)));
    }
    for (int i = 0; i < 60; i++) {
      Reading carried = Reading.carried((260 + 4.0 * i) * Story.MIB, Source.SIMULATED);
      Reading limit = Story.valid(512 * Story.MIB);
      story.tell(
          Story.frame(
              Story.POD,
              story.now(),
              Map.of(Signal.POD_MEMORY, carried, Signal.POD_MEMORY_LIMIT, limit)));
    }

    assertThat(story.issues()).isEmpty();
  }

  private void silence(int ticks) {
    for (int i = 0; i < ticks; i++) {
      story.tell(Story.missing(Story.POD, story.now()));
    }
  }
}
