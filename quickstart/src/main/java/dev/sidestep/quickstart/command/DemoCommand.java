package dev.sidestep.quickstart.command;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.quickstart.failure.Failure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep demo}. */
@Command(
    name = "demo",
    description = "Show the whole loop in one process, with a page to watch it.",
    footer = {
      "",
      "A seed has one story when headless:",
      "  ./sidestep demo --headless --seed 1..20 --report report.json"
    })
final class DemoCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--headless",
      description = "Run on a virtual clock as fast as it goes, with and without Sidestep.")
  boolean headless;

  @Option(
      names = "--seed",
      paramLabel = "N|N..M",
      converter = SeedRange.Converter.class,
      description = "What happens, and when; several only with --headless. Default: 1.")
  SeedRange seeds = SeedRange.one(1);

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = "What goes wrong: one that ships, or a YAML file. Default: fan-failure.")
  String scenario = "fan-failure";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = DemoMode.class,
      description =
          "How far Sidestep may go: observe (plan, touch nothing), advise (the same, addressed to"
              + " a person) or automatic. Default: automatic.")
  Outcome.Mode mode = Outcome.Mode.AUTOMATIC;

  @Option(names = "--report", paramLabel = "FILE", description = "Write what happened, as JSON.")
  @Nullable Path report;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Keep what goes over the topics, for replay.")
  @Nullable Path record;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Send the requests of a recorded trace (CSV) instead of generated ones.")
  @Nullable Path trace;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "How much faster than the wall the live demo runs. Default: 10.")
  double speed = 10;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep broker and cluster there; the next start of the same run goes on, one of another"
              + " seed or scenario replaces it. Default: .sidestep/demo.")
  @Nullable Path data;

  @Option(
      names = "--fresh",
      description = "Begin anew, even where a run in the data folder was interrupted.")
  boolean fresh;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = {"Port of the page on http://127.0.0.1;", "0 takes a free one. Default: 8080."})
  int port = 8080;

  @Option(names = "--stop-at-first-forecast", hidden = true)
  boolean stopAtFirstForecast;

  DemoCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    if (!headless && !seeds.isOne()) {
      throw Failure.usedWrongly(
          "--seed is " + seeds.first() + ".." + seeds.last() + "; several need --headless");
    }
    if (!(speed >= 0.1 && speed <= 100)) {
      throw Failure.usedWrongly("--speed is " + speed + "; give 0.1 to 100");
    }
    return root.execute(
        Options.of(spec),
        root.bodies().demo(),
        new DemoOptions(
            headless,
            seeds,
            scenario,
            mode,
            report,
            record,
            trace,
            speed,
            data,
            fresh,
            Options.port("--port", port),
            stopAtFirstForecast));
  }
}
