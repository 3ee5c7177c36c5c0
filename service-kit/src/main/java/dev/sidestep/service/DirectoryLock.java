package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one process. The operating system drops the lock with the process, so a kill
 * -9 leaves nothing behind that would block the next start. The file says which process has it.
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
   * @param called what the directory is, for example {@code data directory}
   * @param setting that chooses another one, for example {@code --data}
   * @throws DirectoryUnusableException when it cannot be written or another process has it
   */
  public static DirectoryLock take(Path directory, String called, String setting) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new DirectoryUnusableException(
            called
                + " "
                + directory
                + " is in use by another sidestep"
                + holder(directory)
                + "; end it or give "
                + setting
                + " another directory");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(US_ASCII)));
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new DirectoryUnusableException(
          called
              + " "
              + directory
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "); make it writable or give "
              + setting
              + " another directory",
          e);
    }
  }

  /** Lets the directory go. May be called again. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DirectoryUnusableException("lock file could not be closed: " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // somebody else of this very process
    }
  }

  /** The process in brackets; empty where the system lets nobody read a locked file. */
  private static String holder(Path directory) {
    try {
      String pid = Files.readString(directory.resolve(FILE), US_ASCII).strip();
      return pid.matches("\\d{1,19}") ? " (process " + pid + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }
}
