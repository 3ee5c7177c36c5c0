package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a killed process leaves no lock behind is tested with a process of the broker's. */
class DirectoryLockTest {
  @TempDir Path dir;

  @Test
  void refusesTheSecondInOneLineThatNamesTheHolder() {
    try (DirectoryLock first = take(dir)) {
      assertThatThrownBy(() -> take(dir))
          .isInstanceOf(DirectoryUnusableException.class)
          .hasMessage(
              "state directory "
                  + dir
                  + " is in use by another sidestep (process "
                  + ProcessHandle.current().pid()
                  + "); end it or give a.state-dir another directory");
      assertThat(first).isNotNull();
    }
    take(dir).close();
  }

  @Test
  void whoHadItBeforeIsForgotten() throws Exception {
    Files.writeString(dir.resolve("in-use.lock"), "9999999999999 of a process that was killed");
    try (DirectoryLock lock = take(dir)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> take(dir))
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
    }
  }

  @Test
  void makesTheDirectoryAndSaysWhenItCannot() throws Exception {
    take(dir.resolve("a/b")).close();
    assertThat(dir.resolve("a/b")).isDirectory();
    Path file = Files.writeString(dir.resolve("file"), "not a directory");
    assertThatThrownBy(() -> take(file.resolve("below")))
        .isInstanceOf(DirectoryUnusableException.class)
        .hasMessageStartingWith("state directory " + file)
        .hasMessageContaining("cannot be written")
        .hasMessageEndingWith("; make it writable or give a.state-dir another directory");
  }

  private static DirectoryLock take(Path directory) {
    return DirectoryLock.take(directory, "state directory", "a.state-dir");
  }
}
