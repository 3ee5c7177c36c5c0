package dev.sidestep.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.clock.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path parent;
  private final VirtualClock clock = new VirtualClock(NOW);

  @Test
  void removesItsOwnDirectoryAndWhatDeadProcessesLeft() throws Exception {
    Path own = Files.createDirectory(parent.resolve("sidestep-tmp-1"));
    Path dead = Files.createDirectory(parent.resolve("sidestep-tmp-2-k3x9Zq"));
    Files.createFile(dead.resolve("in-use.lock"));
    Files.setLastModifiedTime(
        dead.resolve("in-use.lock"), FileTime.from(NOW.minus(Duration.ofMinutes(2))));
    Files.createDirectories(dead.resolve("onnx/deep"));
    Files.createFile(dead.resolve("onnx/deep/native.so"));
    Path neverStarted = Files.createDirectory(parent.resolve("sidestep-tmp-3"));
    Files.setLastModifiedTime(neverStarted, FileTime.from(NOW.minus(Duration.ofMinutes(2))));
    Path starting = Files.createDirectory(parent.resolve("sidestep-tmp-4"));
    Files.setLastModifiedTime(starting, FileTime.from(NOW));
    Path stranger = Files.createDirectory(parent.resolve("other"));

    TemporaryFiles files = TemporaryFiles.take(own, clock);
    Files.createFile(own.resolve("native.so"));
    assertThat(dead).doesNotExist();
    assertThat(neverStarted).doesNotExist();
    assertThat(starting).exists();

    files.close();
    assertThat(own).doesNotExist();
    assertThat(stranger).exists();
  }

  @Test
  void sweepsNothingThroughALinkThatSomebodyPutThere() throws Exception {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.setLastModifiedTime(elsewhere, FileTime.from(NOW.minus(Duration.ofMinutes(2))));
    Path link = Files.createSymbolicLink(parent.resolve("sidestep-tmp-2-abcdef"), elsewhere);
    Path own = Files.createDirectory(parent.resolve("sidestep-tmp-1-uvwxyz"));
    TemporaryFiles.take(own, clock).close();
    assertThat(own).doesNotExist();
    assertThat(link).exists();
    assertThat(elsewhere).exists();
  }

  @Test
  void leavesTheDirectoryOfALivingProcessAlone() throws Exception {
    Path alive = Files.createDirectory(parent.resolve("sidestep-tmp-1"));
    Path own = Files.createDirectory(parent.resolve("sidestep-tmp-2"));
    TemporaryFiles other = TemporaryFiles.take(alive, clock);
    TemporaryFiles.take(own, clock).close();
    assertThat(alive).exists();
    other.close();
  }

  @Test
  void leavesAStartAloneThatHasMadeItsLockFileAndDoesNotHoldItYet() throws Exception {
    Path starting = Files.createDirectory(parent.resolve("sidestep-tmp-1"));
    Files.createFile(starting.resolve("in-use.lock"));
    Files.setLastModifiedTime(
        starting.resolve("in-use.lock"), FileTime.from(NOW.minus(Duration.ofSeconds(1))));
    Path own = Files.createDirectory(parent.resolve("sidestep-tmp-2"));
    TemporaryFiles.take(own, clock).close();
    assertThat(starting).exists();
  }

  @Test
  void neverRemovesADirectoryThatTheLauncherDidNotMake() throws Exception {
    Path system = Files.createDirectory(parent.resolve("tmp"));
    TemporaryFiles.take(system, clock).close();
    assertThat(system).exists();
  }
}
