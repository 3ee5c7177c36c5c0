package dev.sidestep.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.forecast.Outlook;
import dev.sidestep.predictor.warn.WarningSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scripted devices with a known end: exactly these records, exactly these verdicts. */
class ThermalWarningTest {
  /** Ticks of the five minutes for which a device must have been watched. */
  private static final int WATCHED = 20;

  private final Story story = new Story();

  @Test
  void raisesAtTheSecondOfTwoLooksInARow() {
    story.margins(20, i -> 30.0);
    story.margins(20, i -> 30 - 0.5 * i);

    int firstHot =
        IntStream.range(0, story.steps.size())
            .filter(i -> story.steps.get(i).forecasts().stream().anyMatch(f -> crosses(f)))
            .findFirst()
            .orElseThrow();
    Warning warning = story.issues().get(0);
    assertThat(warning.raisedAt()).isEqualTo(Story.tick(firstHot + 1));
    assertThat(warning.id())
        .isEqualTo("thermal-throttle:device/demo/gpu-0:" + Story.tick(firstHot + 1));
    assertThat(warning.remedy()).isEqualTo(Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS);
    assertThat(warning.probability()).isGreaterThanOrEqualTo(0.5);
    assertThat(warning.expiresAt())
        .isEqualTo(warning.issuedAt().plus(warning.eta().p90()).plus(Duration.ofMinutes(2)));
  }

  @Test
  void itsEvidenceIsInSentences() {
    story.margins(20, i -> 30.0);
    story.margins(20, i -> 30 - 0.5 * i);

    Warning last = story.issues().get(story.issues().size() - 1);
    assertThat(last.evidence())
        .extracting(Evidence::says)
        .containsExactly(
            "20.5 K are left to the slowdown limit",
            "The margin falls 2.00 K a minute over the last 300 s",
            "trend-of-the-test expects 10.5 K in 300 s (8.5 to 12.5)",
            "Load is 80 %",
            "The clock runs at 90 % of its highest");
    assertThat(last.evidence()).extracting(Evidence::source).containsOnly(Source.SIMULATED);
  }

  @Test
  void isIssuedAgainAtEachTickUntilItIsAHit() {
    story.margins(20, i -> 30.0);
    story.margins(80, i -> Math.max(-3, 30 - 0.5 * i));

    List<Warning> issues = story.issues();
    Warning last = issues.get(issues.size() - 1);
    Instant event = Story.tick(20 + 60);
    assertThat(story.warnings()).hasSize(1);
    assertThat(story.verdicts()).containsExactly(Verdict.Result.HIT);
    assertThat(last.verdict().lead()).isEqualTo(Duration.between(last.raisedAt(), event));
    for (int i = 1; i < issues.size(); i++) {
      assertThat(issues.get(i).id()).isEqualTo(last.id());
      assertThat(issues.get(i).issuedAt()).isEqualTo(issues.get(i - 1).issuedAt().plus(Story.TICK));
    }
    // it stands for three more minutes, for whoever can still act
    assertThat(last.issuedAt()).isEqualTo(event.plus(Duration.ofMinutes(3)));
  }

  @Test
  void aDeviceThatThrottlesForLongIsNotWarnedOfAgain() {
    story.margins(20, i -> 30.0);
    story.margins(300, i -> Math.max(-3, 30 - 0.5 * i));

    assertThat(story.verdicts()).containsExactly(Verdict.Result.HIT);
    assertThat(story.warnings()).hasSize(1);
  }

  @Test
  void isAvertedWhenAPlanWasCarriedOutAndTheEventDidNotCome() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.INTENDED, story.now()));
    story.margins(4, i -> 15 - 0.5 * i);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.SUCCEEDED, story.now()));
    story.margins(40, i -> 13 + 0.5 * i);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.AVERTED);
  }

  @Test
  void waitsForAPlanThatIsUnderWayBeforeItIsJudged() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.INTENDED, story.now()));
    story.margins(20, i -> 15 + 0.5 * i);
    assertThat(story.verdicts()).isEmpty();
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.SUCCEEDED, story.now()));
    story.margins(2, i -> 25.0);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.AVERTED);
  }

  @Test
  void isFalseWhenTheDangerHadPassedBeforeThePlanTookAnyLoadAway() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.INTENDED, story.now()));
    story.margins(20, i -> 15 + 0.5 * i);
    Outcome done = Story.outcome(raised, Outcome.Status.SUCCEEDED, story.now());
    Outcome.Step shift = done.steps().get(0);
    Outcome.Step late =
        new Outcome.Step(
            shift.action(), story.now(), story.now(), true, false, "long after it was calm");
    story.brain.onOutcome(
        new Outcome(done.plan(), done.mode(), done.status(), done.at(), List.of(late), null, "it"));
    story.margins(2, i -> 25.0);

    assertThat(story.verdicts()).containsExactly(Verdict.Result.FALSE);
  }

  @Test
  void anOutcomeCountsFromItsOwnInstantHoweverEarlyItIsTold() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    // told now, true in an hour: at the verdict the plan is still under way
    story.brain.onOutcome(
        Story.outcome(raised, Outcome.Status.SUCCEEDED, story.now().plus(Duration.ofHours(1))));
    story.margins(20, i -> 15 + 0.5 * i);

    assertThat(story.verdicts()).isEmpty();
  }

  @Test
  void isFalseWhenTheDangerPassesAndNobodyActed() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.DECLINED, story.now()));
    story.margins(60, i -> Math.min(30, 15 + 0.5 * i));

    assertThat(story.verdicts()).containsExactly(Verdict.Result.FALSE);
    assertThat(story.warnings()).hasSize(1);
  }

  @Test
  void anUndonePlanHasAvertedNothing() {
    story.margins(20, i -> 30.0);
    story.margins(30, i -> 30 - 0.5 * i);
    Warning raised = story.issues().get(0);
    story.brain.onOutcome(Story.outcome(raised, Outcome.Status.UNDONE, story.now()));
    story.margins(60, i -> Math.min(30, 15 + 0.5 * i));

    assertThat(story.verdicts()).containsExactly(Verdict.Result.FALSE);
  }

  @Test
  void anEventOutOfTheBlueIsIssuedLateAndIsAMiss() {
    story.margins(20, i -> 30.0);
    story.margins(40, i -> -2.0);

    Warning first = story.issues().get(0);
    assertThat(first.raisedAt()).isEqualTo(Story.tick(20));
    assertThat(first.open()).isTrue();
    assertThat(first.eta().p90()).isZero();
    assertThat(first.probability()).isEqualTo(1);
    assertThat(story.warnings()).hasSize(1);
    assertThat(story.verdicts()).containsExactly(Verdict.Result.MISSED);
  }

  @Test
  void expiresWhenThereIsNothingToJudgeBy() {
    story.margins(20, i -> 30.0);
    story.margins(20, i -> 30 - 0.5 * i);
    Warning before = story.issues().get(story.issues().size() - 1);
    for (int i = 0; i < 100; i++) {
      story.tell(Story.missing(Story.GPU, story.now()));
    }

    Warning blind =
        story.issues().stream()
            .filter(w -> w.issuedAt().equals(before.issuedAt().plusSeconds(45)))
            .findFirst()
            .orElseThrow();
    assertThat(blind.evidence().get(0).says())
        .isEqualTo("Nothing new is known for 45 s; the rest is older");
    assertThat(blind.eta().p50()).isEqualTo(before.eta().p50().minusSeconds(45));
    assertThat(blind.probability()).isEqualTo(before.probability());
    assertThat(blind.expiresAt()).isEqualTo(before.expiresAt());
    assertThat(story.verdicts()).containsExactly(Verdict.Result.EXPIRED);
    Warning last = story.warnings().get(0);
    assertThat(last.issuedAt()).isBetween(before.expiresAt(), before.expiresAt().plusSeconds(15));
  }

  @Test
  void aTargetWithoutFramesExpiresToo() {
    story.margins(20, i -> 30.0);
    story.margins(20, i -> 30 - 0.5 * i);
    for (int i = 0; i < 100; i++) {
      story.tell();
    }

    assertThat(story.verdicts()).containsExactly(Verdict.Result.EXPIRED);
  }

  @Test
  void carriedReadingsRaiseNothing() {
    story.margins(20, i -> 30.0);
    for (int i = 0; i < 60; i++) {
      story.tell(with(Story.device(story.now(), 30), Reading.carried(30 - i, Source.SIMULATED)));
    }

    assertThat(story.issues()).isEmpty();
  }

  @Test
  void aLoneGlitchIsNoEvent() {
    story.margins(20, i -> 30.0);
    story.tell(
        Story.frame(
            Story.GPU,
            story.now(),
            Map.of(
                Signal.THERMAL_MARGIN, Story.valid(-40),
                Signal.DEVICE_THERMAL_THROTTLING, Story.valid(0))));
    story.margins(40, i -> 30.0);

    assertThat(story.issues()).isEmpty();
  }

  @Test
  void nonsenseRaisesNothing() {
    long seed = 3;
    Random random = new Random(seed);
    Map<String, IntToDoubleFunction> nonsense =
        Map.of(
            "constant", i -> 40,
            "stuck near the limit", i -> 2.5,
            "saw-tooth", i -> 40 - 0.5 * (i % 5),
            "jumping", i -> i % 2 == 0 ? 60 : 12,
            "jumping up for good", i -> i < 60 ? 12 : 60,
            "noise", i -> 45 + 0.5 * random.nextGaussian(),
            "at the end of its range", i -> 250);
    nonsense.forEach(
        (name, margin) -> {
          Story alone = new Story();
          alone.margins(120, margin);
          assertThat(alone.issues()).as("%s, seed %d", name, seed).isEmpty();
        });
  }

  @Test
  void aCappedDeviceThatDoesNotGetHotterIsNotWarnedOf() {
    assertThat(alarms(Signal.DEVICE_POWER_LIMIT_RATIO, 0.6, i -> 20 + 0.1 * i)).isEmpty();
    assertThat(alarms(Signal.DEVICE_POWER_LIMIT_RATIO, 1, i -> 20 + 0.1 * i)).hasSize(1);
    assertThat(alarms(Signal.DEVICE_POWER_LIMIT_RATIO, 0.6, i -> 40 - 0.5 * i)).hasSize(1);
  }

  @Test
  void aDeviceThatIsNewIsNotWarnedOfForFiveMinutes() {
    Story young = new Story();
    young.margins(WATCHED, i -> 40 - 0.5 * i);
    assertThat(young.issues()).isEmpty();

    young.margins(2, i -> 30 - 0.5 * i);
    assertThat(young.issues()).isNotEmpty();
  }

  @Test
  void anIdleDeviceIsWarnedOfOnlyWhenTheAirHeatsItFastEnough() {
    assertThat(alarms(Signal.DEVICE_UTILIZATION, 0, i -> 20 + 0.1 * i)).isEmpty();
    assertThat(alarms(Signal.DEVICE_UTILIZATION, 0, i -> 20 - 0.1 * i)).isEmpty();
    assertThat(alarms(Signal.DEVICE_UTILIZATION, 0, i -> 40 - i)).hasSize(1);
    assertThat(alarms(Signal.DEVICE_UTILIZATION, 0.3, i -> 20 + 0.1 * i)).hasSize(1);
  }

  @Test
  void aWarningEndsWhenTheLoadIsGoneAndTheDeviceCools() {
    Predictor brain = new Predictor(PredictorProperties.defaults(), new WolfCrier());
    List<Warning> issues = new ArrayList<>();
    for (int i = -WATCHED; i < 30; i++) {
      Map<Signal, Reading> readings =
          Map.of(
              Signal.THERMAL_MARGIN, Story.valid(i < 10 ? 20 - Math.max(0, i) : 10 + i),
              Signal.DEVICE_UTILIZATION, Story.valid(i < 10 ? 0.7 : 0));
      Instant tick = Story.tick(i);
      issues.addAll(brain.onTick(tick, List.of(Story.frame(Story.GPU, tick, readings))).warnings());
    }

    Warning last = issues.get(issues.size() - 1);
    assertThat(last.verdict()).isNotNull();
    assertThat(last.issuedAt()).isBeforeOrEqualTo(Story.tick(18));
  }

  @Test
  void theBudgetHoldsBackWhatPeopleWouldNotBear() {
    WarningSettings usual = WarningSettings.defaults();
    Story strict = new Story(withBudget(usual, 2));
    int heldBack = 0;
    for (int round = 0; round < 6; round++) {
      strict.margins(40, i -> 30.0);
      strict.margins(30, i -> 30 - 0.5 * i);
      strict.margins(15, i -> 15 + i);
    }
    for (PredictorStep step : strict.steps) {
      heldBack += step.heldBack();
    }
    strict.margins(1, i -> -1.0);

    // an hour is 240 ticks, not quite three rounds
    assertThat(strict.warnings().stream().filter(w -> w.verdict().result() == Verdict.Result.FALSE))
        .hasSize(4);
    assertThat(heldBack).isPositive();
  }

  @Test
  void aMissBeyondTheBudgetIsOnlyPutOnRecord() {
    Story strict = new Story(withBudget(WarningSettings.defaults(), 1));
    strict.margins(20, i -> 30.0);
    strict.margins(30, i -> 30 - 0.5 * i);
    strict.margins(60, i -> Math.min(30, 15 + 0.5 * i));
    strict.margins(2, i -> -2.0);

    assertThat(strict.verdicts()).containsExactly(Verdict.Result.FALSE, Verdict.Result.MISSED);
    Warning miss = strict.warnings().get(1);
    assertThat(miss.issuedAt()).isEqualTo(miss.raisedAt());
  }

  private static PredictorProperties withBudget(WarningSettings usual, int perTarget) {
    PredictorProperties defaults = PredictorProperties.defaults();
    return new PredictorProperties(
        "",
        defaults.sessionTimeout(),
        defaults.rebuild(),
        defaults.futureSkew(),
        new WarningSettings(
            usual.raiseAt(),
            usual.clearAt(),
            usual.raiseLooks(),
            usual.clearLooks(),
            usual.slack(),
            usual.longestStanding(),
            usual.staleAfter(),
            usual.eventHold(),
            usual.cooldown(),
            new WarningSettings.Budget(perTarget, 20, Duration.ofHours(1))),
        defaults.memory());
  }

  /** What is raised when the forecaster always cries wolf, after five quiet minutes. */
  private static List<String> alarms(Signal signal, double value, IntToDoubleFunction margin) {
    Predictor brain = new Predictor(PredictorProperties.defaults(), new WolfCrier());
    return IntStream.range(0, 40)
        .mapToObj(
            i -> {
              Map<Signal, Reading> readings = new HashMap<>();
              double kelvin = margin.applyAsDouble(Math.max(0, i - WATCHED));
              readings.put(Signal.THERMAL_MARGIN, Story.valid(kelvin));
              readings.put(signal, Story.valid(value));
              Instant tick = Story.tick(i);
              return brain.onTick(tick, List.of(Story.frame(Story.GPU, tick, readings)));
            })
        .flatMap(step -> step.warnings().stream())
        .map(Warning::id)
        .distinct()
        .toList();
  }

  private static boolean crosses(Forecast forecast) {
    return forecast.horizons().stream().anyMatch(at -> at.p50() <= 0);
  }

  private static Frame with(Frame frame, Reading margin) {
    Map<Signal, Reading> readings = new HashMap<>(frame.readings());
    readings.put(Signal.THERMAL_MARGIN, margin);
    return Story.frame(frame.target(), frame.tick(), readings);
  }

  private static final class WolfCrier implements Forecaster {
    @Override
    public String model() {
      return "wolf";
    }

    @Override
    public Duration tickLength() {
      return Story.TICK;
    }

    @Override
    public Optional<Outlook> observe(Frame frame) {
      List<Quantiles> sure = List.of(new Quantiles(Duration.ofMinutes(5), -9, -5, -1));
      return Optional.of(
          new Outlook(
              new Forecast(frame.target(), Signal.THERMAL_MARGIN, frame.tick(), sure, model()),
              List.of()));
    }

    @Override
    public void forget(Target target) {}
  }
}
