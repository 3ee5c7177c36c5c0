package dev.sidestep.quickstart.broker;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.DirectoryLock;
import dev.sidestep.service.DirectoryUnusableException;
import java.nio.file.Path;

/** The directory that {@code --data} names. */
public final class DataDirectory {
  private DataDirectory() {}

  /**
   * Makes the directory where it is missing and keeps it to this process.
   *
   * @throws Failure when it cannot be written or another process has it
   */
  public static DirectoryLock take(Path directory) {
    try {
      return DirectoryLock.take(directory, "data directory", "--data");
    } catch (DirectoryUnusableException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }
}
