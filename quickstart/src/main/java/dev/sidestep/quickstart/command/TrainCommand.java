package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep train}. */
@Command(
    name = "train",
    description = "Train a model and write it with its card; the same seed gives the same bits.")
final class TrainCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "ID",
      description = "Which model. Default: thermal-margin.")
  String task = "thermal-margin";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Recorded runs, for example ../shared/data/pitemp. Default: none, only simulated devices.")
  @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Gets the model and its card.")
  Path out = Path.of("");

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the training. Default: 1.")
  long seed = 1;

  TrainCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    return root.execute(
        Options.of(spec),
        root.bodies().train(),
        new TrainOptions(task, data == null ? null : Options.existing("--data", data), out, seed));
  }
}
