package dev.sidestep.quickstart.live;

import dev.sidestep.quickstart.broker.DataDirectory;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.kubernetes.Kubeconfig;
import dev.sidestep.service.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that keeps broker, cluster and the record of the run. One process uses it at a time.
 */
final class DataFolder implements AutoCloseable {
  /** Where a demo keeps its data unless told otherwise. */
  static final Path DEFAULT = Path.of(".sidestep", "demo");

  private static final String RUN = "run.properties";

  /** What is ours in the folder; nothing else is ever touched. */
  private static final List<String> OURS =
      List.of(RUN, "broker", "collector", "cluster.json", Kubeconfig.NAME);

  private final Path folder;
  private final boolean temporary;
  private final DirectoryLock lock;

  private DataFolder(Path folder, boolean temporary, DirectoryLock lock) {
    this.folder = folder;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is made where it is missing.
   *
   * @throws Failure when it cannot be written or another process has it
   */
  static DataFolder open(Path folder) {
    return new DataFolder(folder, false, DataDirectory.take(folder));
  }

  /** A folder that ends with the process. */
  static DataFolder temporary() {
    try {
      Path folder = Files.createTempDirectory("sidestep-demo-");
      return new DataFolder(folder, true, DataDirectory.take(folder));
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "no folder can be made in "
              + System.getProperty("java.io.tmpdir")
              + "; set TMPDIR to one that can be written",
          e);
    }
  }

  Path path() {
    return folder;
  }

  Path collector() {
    return folder.resolve("collector");
  }

  /** The run that was interrupted; empty where there is none, or it was of another world. */
  Optional<RunRecord> interrupted(String world) {
    return RunRecord.read(folder.resolve(RUN))
        .filter(run -> run.world().equals(world) && !run.finished());
  }

  void keep(RunRecord run) {
    run.write(folder.resolve(RUN));
  }

  /** Forgets the run that the folder holds; says whether it held one. */
  boolean forget() {
    boolean held = Files.exists(folder.resolve(RUN));
    OURS.forEach(name -> remove(folder.resolve(name)));
    return held;
  }

  @Override
  public void close() {
    lock.close();
    if (temporary) {
      remove(folder);
    }
  }

  private static void remove(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw Failure.couldNotRun(
          tree + " cannot be removed (" + e + "); remove it, or give --data another folder", e);
    }
  }
}
