package dev.sidestep.quickstart.broker;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Exit;

/**
 * The broker ends the process at once when it cannot write: Kafka's own way out says nothing, and
 * leaves with an exit code that means something else here.
 */
final class BrokerHalt implements Exit.Procedure {
  private final Path directory;
  private final PrintStream err;
  private final IntConsumer halt;

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
  public void execute(int status, String message) {
    err.printf(
        "sidestep: disk of %s is full or cannot be written (%s): free some or give --data elsewhere%n",
        directory, free());
    err.flush();
    halt.accept(Failure.COULD_NOT_RUN);
  }

  private String free() {
    try {
      return (Files.getFileStore(directory).getUsableSpace() >> 20) + " MiB free";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
