package dev.sidestep.quickstart.command;

import dev.sidestep.quickstart.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Checks that several commands make of what was typed. */
final class Options {
  private Options() {}

  /** The spec that picocli has put into the command. */
  static CommandSpec of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli runs this command");
    }
    return spec;
  }

  static int port(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw Failure.usedWrongly(option + " is " + port + "; give 0 to 65535");
    }
    return port;
  }

  static Path existing(String option, Path path) {
    if (!Files.exists(path)) {
      throw Failure.usedWrongly(option + " is " + path + ", which does not exist; give another");
    }
    return path;
  }
}
