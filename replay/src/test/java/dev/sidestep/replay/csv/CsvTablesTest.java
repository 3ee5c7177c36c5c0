package dev.sidestep.replay.csv;

import static dev.sidestep.testkit.ReplayedDevice.AT;
import static dev.sidestep.testkit.ReplayedDevice.forecast;
import static dev.sidestep.testkit.ReplayedDevice.warning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
  @TempDir Path folder;

  @Test
  void eachRowSaysWhatTheMappingSaysOfItsFile() throws IOException {
    CsvReplay.Raised open = CsvReplay.Raised.of(warning(), warning(), List.of(), Times.TICK);
    CsvTables.write(folder, List.of(result(Source.MEASURED, open), result(Source.SIMULATED, open)));

    assertThat(lines("warnings.csv"))
        .containsExactly(
            "file,target,kind,raised_at,probability,eta_p10_s,eta_p50_s,eta_p90_s,lead_s,verdict,"
                + "reason,source",
            "pi.csv,device/replay/pi,thermal-throttle,2026-01-01T00:00:00Z,0.8000,120,240,360,,open,"
                + "the file ended first,measured",
            "pi.csv,device/replay/pi,thermal-throttle,2026-01-01T00:00:00Z,0.8000,120,240,360,,open,"
                + "the file ended first,simulated");
    assertThat(lines("forecasts.csv"))
        .satisfiesExactly(
            header -> assertThat(header).endsWith(",p90,source"),
            row -> assertThat(row).endsWith(",3.0000,measured"),
            row -> assertThat(row).endsWith(",3.0000,simulated"));
  }

  @Test
  void aLeadEndsAtTheEventOfTheFileAndNotWithTheTickInWhichItWasSeen() throws IOException {
    Instant touched = AT.plusSeconds(20);
    Instant event = AT.plusSeconds(48);
    Instant later = AT.plusSeconds(200);
    CsvTables.write(
        folder, List.of(result(Source.MEASURED, hit(60, List.of(touched, event, later)))));

    assertThat(lines("warnings.csv").get(1))
        .endsWith(",48,hit,the event was seen 60 s after the warning,measured");
  }

  @Test
  void aLeadEndsWithTheTickWhereTheFileCountsTheEventAsAnEarlierOne() throws IOException {
    CsvTables.write(folder, List.of(result(Source.MEASURED, hit(60, List.of(AT.plusSeconds(20))))));

    assertThat(lines("warnings.csv").get(1)).contains(",60,hit,");
  }

  private static CsvReplay.Raised hit(int seconds, List<Instant> events) {
    Duration lead = Duration.ofSeconds(seconds);
    String reason = "the event was seen " + seconds + " s after the warning";
    Verdict hit = new Verdict(Verdict.Result.HIT, AT.plus(lead), lead, reason);
    return CsvReplay.Raised.of(warning(), warning().judged(hit), events, Times.TICK);
  }

  private List<String> lines(String table) throws IOException {
    return Files.readAllLines(folder.resolve(table));
  }

  private static CsvReplay.FileResult result(Source source, CsvReplay.Raised raised) {
    return new CsvReplay.FileResult(
        Path.of("pi.csv"),
        source,
        Duration.ofMinutes(1),
        4,
        List.of(),
        List.of(raised),
        List.of(forecast()),
        0);
  }
}
