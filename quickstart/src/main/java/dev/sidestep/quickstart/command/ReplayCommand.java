package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep replay}. */
@Command(
    name = "replay",
    description =
        "Run predictor and remediator over recorded streams, or over a CSV of a real device, without"
            + " broker or cluster.",
    footer = {"", "Exit code 1 says that a recording came out differently this time."})
final class ReplayCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "DIR|FILE",
      arity = "1..*",
      required = true,
      description = "What demo --record kept, or CSV files.")
  List<Path> inputs = List.of();

  @Option(
      names = "--mapping",
      paramLabel = "FILE.yaml",
      description = "For CSV: column to signal, device class, limit.")
  @Nullable Path mapping;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Tables (CSV), and replay.json for a recording.")
  @Nullable Path report;

  ReplayCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    inputs.forEach(input -> Options.existing("--input", input));
    if (mapping != null) {
      Options.existing("--mapping", mapping);
    }
    return root.execute(
        Options.of(spec), root.bodies().replay(), new ReplayOptions(inputs, mapping, report));
  }
}
