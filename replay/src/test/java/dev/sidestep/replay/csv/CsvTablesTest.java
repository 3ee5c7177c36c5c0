package dev.sidestep.replay.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void eachRowSaysWhatTheMappingSaysOfItsFile() throws IOException {
    CsvTables.write(folder, List.of(result(Source.MEASURED), result(Source.SIMULATED)));

    assertThat(Files.readAllLines(folder.resolve("warnings.csv")))
        .satisfiesExactly(
            header -> assertThat(header).endsWith(",verdict,reason,source"),
            row -> assertThat(row).endsWith(",open,the file ended first,measured"),
            row -> assertThat(row).endsWith(",open,the file ended first,simulated"));
    assertThat(Files.readAllLines(folder.resolve("forecasts.csv")))
        .satisfiesExactly(
            header -> assertThat(header).endsWith(",p90,source"),
            row -> assertThat(row).endsWith(",3.0000,measured"),
            row -> assertThat(row).endsWith(",3.0000,simulated"));
  }

  private static CsvReplay.FileResult result(Source source) {
    return new CsvReplay.FileResult(
        Path.of("pi.csv"),
        source,
        Duration.ofMinutes(1),
        4,
        List.of(),
        List.of(new CsvReplay.Raised(warning(), warning())),
        List.of(forecast()),
        0);
  }

  private static Forecast forecast() {
    return new Forecast(
        Target.device("replay", "pi", DeviceClass.CPU),
        Signal.THERMAL_MARGIN,
        AT,
        List.of(new Quantiles(Duration.ofMinutes(5), 1, 2, 3)),
        "lstm");
  }

  private static Warning warning() {
    return new Warning(
        "w1",
        Warning.Kind.THERMAL_THROTTLE,
        Target.device("replay", "pi", DeviceClass.CPU),
        AT,
        AT,
        0.8,
        new Eta(Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(6)),
        List.of(),
        AT.plusSeconds(900),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }
}
