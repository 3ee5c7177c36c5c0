package dev.sidestep.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.console.RunFacts.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadlineWriterTest {
  @Test
  void doesNotCallARunWellWhoseRequestsFail() {
    Headline running = headline(Phase.RUNNING, 1000, 920);
    assertThat(running.mood()).isEqualTo(Headline.Mood.BAD);
    assertThat(running.text()).isEqualTo("92 % of requests have failed so far.");
    assertThat(headline(Phase.FINISHED, 1000, 920).text())
        .isEqualTo("92 % of requests have failed. The comparison says nothing.");
  }

  @Test
  void saysThatTheMachineIsTooSlowBeforeARequestFails() {
    RunFacts run = facts(Phase.RUNNING, RunTotals.NONE, Duration.ofSeconds(90));
    String late =
        "This machine does not keep up with --speed 60: what is shown is 90 s of demo time old,"
            + " and warnings and moves come late.";
    Headline headline = HeadlineWriter.write(run, List.of(), List.of(), List.of());
    assertThat(headline).isEqualTo(new Headline(late, Headline.Mood.BAD));

    ConsoleModel model = new ConsoleModel(run);
    new FanFailureStory(model).tellUpTo(FanFailureStory.RAISED);
    model.facts(run);
    assertThat(TerminalTable.lines(model.view()).get(1)).startsWith("gpu-0 will throttle");
    assertThat(TerminalTable.lines(model.view()).get(2)).isEqualTo(late);
  }

  @Test
  void aFewFailuresAreNoHeadline() {
    assertThat(headline(Phase.RUNNING, 1000, 50).text()).doesNotContain("fail");
    assertThat(headline(Phase.FINISHED, 1000, 50).text())
        .endsWith("; 50 of 1000 requests failed with Sidestep, 0 of 0 without.");
    assertThat(headline(Phase.FINISHED, 1000, 0).text()).endsWith("; no request failed.");
  }

  @Test
  void anUnlikelyEventIsNotAnnouncedAsCertain() {
    assertThat(warned(0.09, 900, 900, 900))
        .isEqualTo("cpu-0 may throttle: 9 % within 15 min; no remedy is decided yet.");
    assertThat(warned(0.5, 300, 600, 900))
        .isEqualTo(
            "cpu-0 will throttle in about 10 min (5–15 min or later), 50 % sure; no remedy is decided yet.");
    assertThat(warned(0.09, 0, 0, 0)).startsWith("cpu-0 may throttle now: 9 %;");
  }

  @Test
  void anEventWithoutTimeLeftIsNow() {
    assertThat(warned(0.95, 0, 0, 0)).startsWith("cpu-0 will throttle now, 95 % sure;");
    assertThat(warned(0.95, 0, 0, 40)).startsWith("cpu-0 will throttle now (0–40 s), 95 % sure;");
  }

  @Test
  void aBandThatIsOneValueIsNoBandAndTheHorizonIsNoPromise() {
    assertThat(warned(0.6, 180, 182, 185)).startsWith("cpu-0 will throttle in about 3 min, 60 %");
    assertThat(warned(0.6, 720, 900, 900))
        .startsWith("cpu-0 will throttle in 15 min or later (12–15 min or later), 60 %");
    assertThat(warned(0.6, 900, 900, 900)).startsWith("cpu-0 will throttle in 15 min or later, 60");
  }

  private static String warned(double chance, long p10, long p50, long p90) {
    Eta eta = new Eta(Duration.ofSeconds(p10), Duration.ofSeconds(p50), Duration.ofSeconds(p90));
    Warning warning =
        new Warning(
            "w1",
            Warning.Kind.THERMAL_THROTTLE,
            FanFailureStory.CPU,
            Instant.EPOCH,
            Instant.EPOCH,
            chance,
            eta,
            List.of(),
            Instant.EPOCH.plusSeconds(900),
            Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
            null);
    return HeadlineWriter.write(
            facts(Phase.RUNNING, RunTotals.NONE),
            List.of(),
            List.of(new WarningView(warning, "cpu-0", null, null)),
            List.of())
        .text();
  }

  @Test
  void doesNotCallARunWellWhoseAnswersAreSlow() {
    assertThat(slow(190).text()).doesNotContain("slow");
    assertThat(slow(680))
        .isEqualTo(
            new Headline(
                "No warning is in force, but 68 % of the answers so far were slow.",
                Headline.Mood.ALERT));
  }

  private static Headline slow(long answers) {
    RunTotals totals = new RunTotals(1000, 0, answers, 0, 0, null, null, 0);
    return HeadlineWriter.write(
        facts(Phase.RUNNING, totals, null), List.of(), List.of(), List.of());
  }

  private static Headline headline(Phase phase, long requests, long failed) {
    RunTotals totals = new RunTotals(requests, failed, 0, 0, 0, null, null, 0);
    return HeadlineWriter.write(facts(phase, totals), List.of(), List.of(), List.of());
  }

  private static RunFacts facts(Phase phase, RunTotals with) {
    return facts(phase, with, null);
  }

  private static RunFacts facts(Phase phase, RunTotals with, @Nullable Duration behind) {
    return new RunFacts(
        "calm",
        1,
        60,
        Outcome.Mode.AUTOMATIC,
        phase,
        Instant.EPOCH,
        Instant.EPOCH,
        with,
        RunTotals.NONE,
        behind);
  }
}
