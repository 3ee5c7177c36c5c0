package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep evaluate}. */
@Command(
    name = "evaluate",
    description = "Forecast held-back data and write the exchange files for an outside scorer.")
final class EvaluateCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--suite", paramLabel = "ID", description = "Which tasks. Default: s3a.")
  String suite = "s3a";

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data.")
  Path data = Path.of("");

  @Option(
      names = "--split",
      paramLabel = "FILE",
      required = true,
      description = "Which runs are for what.")
  Path split = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Gets the exchange files.")
  Path out = Path.of("");

  @Option(
      names = "--members",
      paramLabel = "NAME",
      split = ",",
      description = "Who forecasts: kernel, lstm, or both, weighed by Hedge. Default: kernel.")
  List<String> members = List.of("kernel");

  @Option(
      names = "--seed",
      paramLabel = "N|N..M",
      converter = SeedRange.Converter.class,
      description = "Of draws and of training; a file each. Default: the protocol's 1..5.")
  SeedRange seeds = new SeedRange(1, 5);

  EvaluateCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    return root.execute(
        Options.of(spec),
        root.bodies().evaluate(),
        new EvaluateOptions(
            suite,
            Options.existing("--data", data),
            Options.existing("--split", split),
            out,
            members,
            seeds));
  }
}
