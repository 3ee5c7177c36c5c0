package dev.sidestep.quickstart.broker;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data directory to one process. The operating system drops the lock with the process, so a
 * kill -9 leaves nothing behind that would block the next start.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "in-use.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory where it is missing and takes it.
   *
   * @throws Failure when it cannot be written or another process has it
   */
  public static DirectoryLock take(Path directory) {
    FileChannel channel = open(directory);
    try {
      if (lock(channel) == null) {
        channel.close();
        throw Failure.couldNotRun(
            "data directory "
                + directory
                + " is in use by another sidestep; end it or give --data another directory");
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Failure.couldNotRun("lock file could not be closed: " + e.getMessage(), e);
    }
  }

  private static FileChannel open(Path directory) {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another broker of this very process
    }
  }

  private static Failure unusable(Path directory, IOException why) {
    return Failure.couldNotRun(
        "data directory "
            + directory
            + " cannot be written ("
            + why.getClass().getSimpleName()
            + "); make it writable or give --data another directory",
        why);
  }
}
