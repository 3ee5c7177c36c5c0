package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep doctor}. */
@Command(
    name = "doctor",
    description = "Look at this machine: what is here, what is missing, what to do.",
    footer = {"", "Exit code 1 says that the demo cannot run here as things are."})
final class DoctorCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory you mean to use. Default: .sidestep.")
  Path data = Path.of(".sidestep");

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description = "The data sets for train and evaluate. Default: ../shared.")
  Path shared = Path.of("..", "shared");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The page's port you mean to use. Default: 8080.")
  int port = 8080;

  DoctorCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    return root.execute(
        Options.of(spec),
        root.bodies().doctor(),
        new DoctorOptions(data, shared, Options.port("--port", port)));
  }
}
