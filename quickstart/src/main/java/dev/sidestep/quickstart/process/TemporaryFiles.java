package dev.sidestep.quickstart.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The directory for temporary files that the launcher made for this process: native libraries
 * unpack themselves there and leave what they unpacked. It is removed at the end; what a killed
 * process left behind is removed by the next one.
 */
public final class TemporaryFiles implements AutoCloseable {
  /** How the launcher names the directory; the process id and letters by chance follow. */
  static final String PREFIX = "sidestep-tmp-";

  private static final String LOCK = "in-use.lock";
  private static final Duration STILL_STARTING = Duration.ofMinutes(1);

  private final Path directory;
  private final @Nullable FileChannel lock;

  private TemporaryFiles(Path directory, @Nullable FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the directory, where it is one that the launcher made; others are left alone.
   *
   * @param directory the value of {@code java.io.tmpdir}
   * @param clock of the wall, to tell directories that were left behind from those being made
   */
  public static TemporaryFiles take(Path directory, Clock clock) {
    if (!isOurs(directory)) {
      return new TemporaryFiles(directory, null);
    }
    try {
      Files.createDirectories(directory);
      FileChannel lock =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = lock.tryLock();
      sweep(directory, clock.instant().minus(STILL_STARTING));
      return new TemporaryFiles(directory, held == null ? null : lock);
    } catch (IOException e) {
      return new TemporaryFiles(directory, null); // it runs without; only the tidying is lost
    }
  }

  @Override
  public void close() {
    if (lock == null) {
      return;
    }
    try {
      lock.close();
      remove(directory);
    } catch (IOException e) {
      // the next process sweeps
    }
  }

  private static boolean isOurs(Path directory) {
    return directory.getFileName() != null && directory.getFileName().toString().startsWith(PREFIX);
  }

  private static void sweep(Path own, Instant before) throws IOException {
    Path parent = own.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        if (!other.getFileName().equals(own.getFileName())
            && isOfOwner(Files.getOwner(own), other)
            && isAbandoned(other, before)) {
          remove(other);
        }
      }
    }
  }

  /** A real directory, and not one that another user has put there under our name. */
  private static boolean isOfOwner(UserPrincipal owner, Path other) {
    try {
      return Files.isDirectory(other, NOFOLLOW_LINKS)
          && Files.getOwner(other, NOFOLLOW_LINKS).equals(owner);
    } catch (IOException e) {
      return false; // gone, or nothing that we may look at
    }
  }

  /**
   * Nobody holds its lock, or it never had one, and its process had time enough to take it: between
   * making the lock file and holding it lies a moment in which another start may look.
   */
  private static boolean isAbandoned(Path directory, Instant before) {
    Path lockFile = directory.resolve(LOCK);
    if (Files.exists(lockFile) && !isOlder(lockFile, before)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (NoSuchFileException e) {
      return isOlder(directory, before);
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static boolean isOlder(Path directory, Instant than) {
    try {
      return Files.getLastModifiedTime(directory).toInstant().isBefore(than);
    } catch (IOException e) {
      return false;
    }
  }

  private static void remove(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) { // another hook was faster
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
