package dev.sidestep.quickstart.offline;

import static dev.sidestep.testkit.ReplayedDevice.AT;
import static dev.sidestep.testkit.ReplayedDevice.warning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.replay.csv.CsvReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvSummaryTest {
  @Test
  void theMedianOfTwoLeadsLiesBetweenThem() {
    CsvSummary summary = CsvSummary.of(List.of(hits(60), hits(91)));

    assertThat(summary.row("all")).endsWith(" 76 s (2)");
    assertThat(CsvSummary.of(List.of(hits(60, 90, 300))).row("a")).endsWith(" 90 s (3)");
    assertThat(CsvSummary.of(List.of(hits())).row("b")).endsWith(" -");
  }

  @Test
  void hitsBeyondAQuarterOfAnHourAreCountedApart() {
    CsvSummary summary = CsvSummary.of(List.of(hits(100, 900, 901, 2010)));

    assertThat(summary.hits()).isEqualTo(4);
    assertThat(summary.beyond()).isEqualTo(2);
    assertThat(summary.row("a")).endsWith(" 500 s (2)");
    assertThat(summary.beyondReach()).startsWith("2 hits beyond 15 minutes");
  }

  @Test
  void rowsStandUnderTheHeader() {
    assertThat(CsvSummary.of(List.of(hits(60))).row("all")).hasSameSizeAs(CsvSummary.HEADER);
    assertThat(CsvSummary.of(List.of(hits(60))).row("all"))
        .matches("all +0\\.50 +1 +1 +0 +0 +0 +60 s \\(1\\)");
  }

  private static CsvReplay.FileResult hits(int... leadSeconds) {
    return new CsvReplay.FileResult(
        Path.of("pi.csv"),
        Source.MEASURED,
        Duration.ofMinutes(30),
        120,
        List.of(AT),
        Arrays.stream(leadSeconds).mapToObj(CsvSummaryTest::hit).toList(),
        List.of(),
        0);
  }

  private static CsvReplay.Raised hit(int leadSeconds) {
    Duration lead = Duration.ofSeconds(leadSeconds);
    Verdict hit = new Verdict(Verdict.Result.HIT, AT.plus(lead), lead, "it came");
    return new CsvReplay.Raised(warning(), warning().judged(hit), AT.plus(lead));
  }
}
