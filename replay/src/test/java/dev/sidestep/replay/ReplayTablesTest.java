package dev.sidestep.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.replay.recording.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTablesTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void eachRowSaysWhetherItIsSimulated() throws IOException {
    write(true);
    assertThat(lines("warnings.csv").get(0)).endsWith(",verdict,source");
    assertThat(lines("warnings.csv").get(1)).endsWith(",,simulated");
    assertThat(lines("forecasts.csv").get(0)).endsWith(",model,source");
    assertThat(lines("forecasts.csv").get(1)).endsWith(",lstm,simulated");

    write(false);
    assertThat(lines("warnings.csv").get(1)).endsWith(",,measured");
    assertThat(lines("forecasts.csv").get(1)).endsWith(",lstm,measured");
  }

  private void write(boolean simulated) throws IOException {
    ReplayTables.write(
        folder,
        new ReplayResult(
            Manifest.of("fan-failure", 7, simulated, Policy.defaults("demo", "default")),
            1,
            List.of(forecast()),
            List.of(warning()),
            List.of(),
            List.of()));
  }

  private List<String> lines(String table) throws IOException {
    return Files.readAllLines(folder.resolve(table));
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
