package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  void theKeysOfTheFileStayAsTheyAre() throws IOException {
    assertThat(keys("", json(Samples.report())))
        .containsExactlyInAnyOrder(
            "seed",
            "scenario",
            "mode",
            "source",
            "model.name",
            "model.precision",
            "model.source",
            "timings.startToFirstForecastSeconds",
            "timings.wallSeconds",
            "timings.rssMb",
            "with.throttledSeconds",
            "with.requests.total",
            "with.requests.throughRealModel",
            "with.requests.failed",
            "with.requests.lost",
            "with.requests.slow",
            "with.podsKilled",
            "with.warnings[].kind",
            "with.warnings[].target",
            "with.warnings[].raisedAt",
            "with.warnings[].probability",
            "with.warnings[].etaSeconds.p10",
            "with.warnings[].etaSeconds.p50",
            "with.warnings[].etaSeconds.p90",
            "with.warnings[].leadSeconds",
            "with.warnings[].verdict",
            "with.warnings[].declined",
            "with.moves[].model",
            "with.moves[].from",
            "with.moves[].to",
            "with.moves[].startedAt",
            "with.moves[].readyAt",
            "with.moves[].shiftedAt",
            "with.moves[].finishedAt",
            "with.moves[].parity.checked",
            "with.moves[].parity.equal",
            "with.moves[].undone",
            "without.throttledSeconds",
            "without.throttledAt",
            "without.requests.total",
            "without.requests.throughRealModel",
            "without.requests.failed",
            "without.requests.lost",
            "without.requests.slow",
            "without.podsKilled",
            "without.podKilledAt",
            "baselines[].rule",
            "baselines[].leadSeconds",
            "baselines[].falseWarnings");
  }

  @Test
  void thePageThatDocumentsTheReportNamesEveryKey() throws IOException {
    String page = Files.readString(Path.of("../docs/report.md"));

    for (String key : keys("", json(Samples.report()))) {
      assertThat(page).contains("`" + key + "`");
    }
  }

  @Test
  void saysWhatTheDevicesAre() {
    RunResult silent = Samples.throttledAt(Samples.minutes(10));
    Report simulated = Samples.report();
    Report live = Samples.report(Samples.ownCpu(), Samples.without(), Causes.NONE);
    Report unknown = Samples.report(Samples.with(), silent, Causes.NONE);

    assertThat(simulated.source()).isEqualTo("simulated");
    assertThat(ReportText.of(simulated)).contains("seed 7, mode automatic, all devices simulated");
    assertThat(live.source()).as("the CPU is the machine's own").isEqualTo("measured, simulated");
    assertThat(ReportText.of(live))
        .contains("seed 1, mode automatic, devices: measured, simulated");
    assertThat(unknown.source()).isNull();
    assertThat(simulated.withoutTimings().source()).isEqualTo("simulated");
  }

  @Test
  void leadRunsFromTheWarningToTheThrottleOfTheOtherRun() {
    Report.RaisedWarning warning = Samples.report().with().warnings().get(0);

    assertThat(warning.leadSeconds()).isEqualTo(240);
    assertThat(warning.verdict()).isEqualTo("averted");
    assertThat(warning.kind()).isEqualTo("thermal-throttle");
  }

  @Test
  void aWarningThatCameTooLateHasNoLead() {
    Report.RaisedWarning warning =
        warning(Samples.with(), Samples.throttledAt(Samples.minutes(5)), Causes.NONE);

    assertThat(warning.leadSeconds()).isNull();
  }

  @Test
  void anEventBeyondTheHorizonIsNotForeseen() {
    Report.RaisedWarning at =
        warning(Samples.with(), Samples.throttledAt(Samples.minutes(21)), Causes.NONE);
    Report.RaisedWarning beyond =
        warning(
            Samples.with(), Samples.throttledAt(Samples.minutes(21).plusSeconds(1)), Causes.NONE);

    assertThat(at.leadSeconds()).isEqualTo(900);
    assertThat(at.verdict()).isEqualTo("averted");
    assertThat(beyond.leadSeconds()).isNull();
    assertThat(beyond.verdict()).isEqualTo("false");
  }

  @Test
  void whoWarnsBeforeTheFaultBeginsWasLucky() {
    Report.RaisedWarning lucky = warning(Samples.with(), Samples.without(), fan(7));
    Report.RaisedWarning right = warning(Samples.with(), Samples.without(), fan(6));
    Report.RaisedWarning unrelated = warning(Samples.with(), Samples.without(), fan(11));

    assertThat(lucky.leadSeconds()).isNull();
    assertThat(lucky.verdict()).isEqualTo("false");
    assertThat(right.leadSeconds()).isEqualTo(240);
    assertThat(right.verdict()).isEqualTo("averted");
    assertThat(unrelated.leadSeconds()).as("it throttled before the fault").isEqualTo(240);
  }

  @Test
  void whatWasMissedHasNoLeadAlsoIfTheRunWithoutThrottlesLater() {
    Report.RaisedWarning missed =
        warning(Samples.refused(Verdict.Result.MISSED), Samples.without(), fan(6));

    assertThat(missed.verdict()).isEqualTo("missed");
    assertThat(missed.leadSeconds()).isNull();
  }

  @Test
  void aHitIsMeasuredLikeTheAlertOfARule() {
    RunResult with = Samples.hit(Samples.minutes(6), Duration.ofMinutes(4), List.of());
    RunResult late = Samples.throttledAt(Samples.minutes(21).plusSeconds(1));

    assertThat(warning(with, Samples.without(), fan(6)).verdict()).isEqualTo("hit");
    assertThat(warning(with, Samples.without(), fan(7)).verdict()).as("luck").isEqualTo("false");
    assertThat(warning(with, Samples.without(), fan(7)).leadSeconds()).isNull();
    assertThat(warning(with, Samples.throttledAt(Samples.minutes(21)), Causes.NONE).verdict())
        .isEqualTo("hit");
    assertThat(warning(with, late, Causes.NONE).verdict()).as("too far").isEqualTo("false");
  }

  @Test
  void aHitAfterAMoveIsMeasuredOnTheEventThatCame() {
    List<Outcome> moved = Samples.with().outcomes();
    RunResult other = Samples.throttledAt(Samples.minutes(60));
    RunResult near = Samples.hit(Samples.minutes(7), Duration.ofMinutes(15), moved);
    RunResult far = Samples.hit(Samples.minutes(7), Duration.ofSeconds(901), moved);

    assertThat(warning(near, other, fan(7)).verdict()).isEqualTo("hit");
    assertThat(warning(near, other, fan(8)).verdict()).as("luck").isEqualTo("false");
    assertThat(warning(far, other, Causes.NONE).verdict()).as("too far").isEqualTo("false");
  }

  @Test
  void aSweepCountsALuckyHitAsFalse() {
    RunResult with = Samples.hit(Samples.minutes(6), Duration.ofMinutes(4), List.of());

    assertThat(new Sweep(List.of(Samples.report(with, Samples.without(), fan(7)))).text())
        .contains("false warnings: Sidestep 1 and 0 not yet judged", "Sidestep 0 of 1, ");
  }

  @Test
  void nothingIsAvertedWithoutAFinishedMoveForTheWarning() {
    Report.RaisedWarning untouched =
        warning(Samples.refused(Verdict.Result.AVERTED), Samples.without(), Causes.NONE);

    assertThat(untouched.verdict()).isEqualTo("false");
  }

  @Test
  void saysWhyAWarningWasNotActedOnWithItsFigures() {
    Report report =
        Samples.report(Samples.refused(Verdict.Result.FALSE), Samples.without(), Causes.NONE);

    assertThat(report.with().warnings().get(0).declined())
        .isEqualTo(
            "no-remedy: every option for gpu-0 was refused; shift traffic to minilm-npu or start"
                + " and move to minilm-npu: keeps only 1.2 K of 3 K; start and move to"
                + " minilm-cpu: blind: no forecast");
    assertThat(ReportText.of(report)).contains("not acted on, no-remedy", "1.2 K of 3 K");
    assertThat(Samples.report().with().warnings().get(0).declined())
        .as("a move was made, and then nothing was left to move")
        .isNull();
  }

  private static Causes fan(int minute) {
    return new Causes(
        List.of(
            new Causes.Fault(
                Warning.Kind.THERMAL_THROTTLE, DeviceClass.GPU, Samples.minutes(minute))));
  }

  private static Report.RaisedWarning warning(RunResult with, RunResult without, Causes causes) {
    return Samples.report(with, without, causes).with().warnings().get(0);
  }

  @Test
  void onlyPlansThatWereCarriedOutAreMoves() {
    List<Report.Move> moves = Samples.report().with().moves();

    assertThat(moves).hasSize(1);
    assertThat(moves.get(0).readyAt()).isEqualTo(Samples.minutes(7));
    assertThat(moves.get(0).shiftedAt()).isEqualTo(Samples.minutes(7).plusSeconds(20));
    assertThat(moves.get(0).undone()).isFalse();
  }

  @Test
  void oneSeedIsAnObjectAndSeveralAreAnArray() throws IOException {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");

    JacksonReports.write(one, List.of(Samples.report()));
    JacksonReports.write(two, List.of(Samples.report(), Samples.report()));

    assertThat(new ObjectMapper().readTree(one.toFile()).isObject()).isTrue();
    assertThat(new ObjectMapper().readTree(two.toFile())).hasSize(2);
  }

  @Test
  void saysBeforeTheRunThatTheFileCannotBeWritten() {
    Path nowhere = folder.resolve("missing/report.json");

    assertThatThrownBy(() -> JacksonReports.probe(nowhere))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("missing/report.json")
        .hasMessageContaining("--report");
  }

  @Test
  void aProbeLeavesNothingBehind() {
    Path file = folder.resolve("report.json");

    JacksonReports.probe(file);

    assertThat(file).doesNotExist();
  }

  @Test
  void theTableNamesWarningMoveAndRules() {
    assertThat(ReportText.of(Samples.report()))
        .contains(
            "fan-failure, seed 7",
            "5.0 min",
            "lead 4.0 min, averted",
            "from minilm-gpu to minilm-npu",
            "5 of 5 outputs equal",
            "margin < 5 K",
            "predict_linear");
  }

  private static JsonNode json(Report report) throws IOException {
    return new ObjectMapper().readTree(JacksonReports.json(report));
  }

  private static Set<String> keys(String path, JsonNode node) {
    Set<String> keys = new TreeSet<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  keys.addAll(
                      keys(
                          path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                          field.getValue())));
    } else if (node.isArray()) {
      node.forEach(entry -> keys.addAll(keys(path + "[]", entry)));
    } else {
      keys.add(path);
    }
    return keys;
  }
}
