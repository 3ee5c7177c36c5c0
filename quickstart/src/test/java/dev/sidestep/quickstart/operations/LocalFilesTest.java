package dev.sidestep.quickstart.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.config.ClockProperties;
import dev.sidestep.quickstart.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four processes of deploy/local live in one time, which is the wall's unless all are told. */
class LocalFilesTest {
  private static final Path LOCAL = OperationsFiles.ROOT.resolve("deploy/local");

  @ParameterizedTest
  @ValueSource(strings = {"node", "collector", "predictor", "remediator"})
  void demoTimeIsTheWallsUnlessToldOtherwise(String service) {
    ClockProperties clock =
        YamlFile.read(LOCAL.resolve(service + ".yaml"), service, "kafka", "ops", "clock")
            .section("clock", ClockProperties.defaults());
    assertThat(clock.speed()).as("else records are dated ahead of the wall").isEqualTo(1);
  }

  @Test
  void allFilesAskForTheSameSpeedAndTheSameInstant() throws IOException {
    Set<String> clocks = new TreeSet<>();
    for (String service : new String[] {"node", "collector", "predictor", "remediator"}) {
      clocks.add(
          Files.readString(LOCAL.resolve(service + ".yaml")).replaceAll("(?s).*(\\nclock:)", "$1"));
    }
    assertThat(clocks).hasSize(1);
    assertThat(clocks.iterator().next()).contains("${SIDESTEP_SPEED:", "${SIDESTEP_SINCE:");
  }
}
