package dev.sidestep.quickstart.broker;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * The broker ends the process at once when it can go on no longer: Kafka's own way out says
 * nothing, and leaves with an exit code that means something else here. A full disk is the usual
 * cause and not the only one, so the disk is looked at before it is blamed.
 */
final class BrokerHalt implements Exit.Procedure {
  /** The broker needs room for a segment's index; what is left of less is as good as nothing. */
  private static final long FULL_BYTES = 16L << 20;

  private final Path directory;
  private final PrintStream err;
  private final IntConsumer halt;

  /** What a look at the disk has found. */
  private record Disk(String state, boolean usable) {}

  BrokerHalt(Path directory, PrintStream err, IntConsumer halt) {
    this.directory = directory;
    this.err = err;
    this.halt = halt;
  }

  /** Stands in for Kafka's way out, for this whole process. */
  static void install(Path directory) {
    BrokerHalt halt = new BrokerHalt(directory, System.err, Runtime.getRuntime()::halt);
    Exit.setHaltProcedure(halt);
    Exit.setExitProcedure(halt);
  }

  @Override
  public void execute(int status, @Nullable String message) {
    err.println("sidestep: " + line(status, message, look()));
    err.flush();
    halt.accept(Failure.COULD_NOT_RUN);
  }

  private String line(int status, @Nullable String message, Disk disk) {
    String why =
        message == null || message.isBlank()
            ? "status " + status + ", no message"
            : message.strip().replaceAll("\\s+", " ");
    return disk.usable()
        ? "the broker gave up (%s, thread %s), not for its disk: %s is %s; run again with --verbose to see its log, or give --data elsewhere"
            .formatted(why, Thread.currentThread().getName(), directory, disk.state())
        : "the broker gave up (%s): disk of %s is %s: free some or give --data elsewhere"
            .formatted(why, directory, disk.state());
  }

  private Disk look() {
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      String room = (free >> 20) + " MiB free";
      if (free < FULL_BYTES) {
        return new Disk("full (" + room + ")", false);
      }
      Path probe = Files.createTempFile(directory, "probe", "");
      Files.write(probe, new byte[1 << 16]);
      Files.delete(probe);
      return new Disk("writable with " + room, true);
    } catch (IOException e) {
      return new Disk("not writable (" + e + ")", false);
    }
  }
}
