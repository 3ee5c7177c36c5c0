package dev.sidestep.quickstart.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.quickstart.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
  @TempDir Path folder;

  @Test
  @Timeout(20)
  void refusesAVersionThatCountingWouldNotReach() throws Exception {
    Path file = folder.resolve("cluster.json");
    Files.writeString(
        file,
        "{\"version\": 1, \"starts\": 1, \"resourceVersion\": 9000000000000000000, \"objects\": []}");
    assertThatThrownBy(() -> new SnapshotFile(file).load(new ApiStore(Clock.systemUTC())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("resourceVersion is 9000000000000000000")
        .hasMessageContaining("move it away");
  }
}
