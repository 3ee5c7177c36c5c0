package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedFault;
import dev.sidestep.predictor.run.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** The figures of a model's card: held-back devices and runs, the model beside simple rules. */
public final class HeldBackFigures {
  /** Seeds of held-back devices; training uses others. */
  private static final long FIRST_SEED = 5_000_000_000L;

  private final ThermalEngine engine;
  private final int devices;

  /**
   * Figures of a model.
   *
   * @param devices simulated for each line
   */
  public HeldBackFigures(ThermalEngine engine, int devices) {
    this.engine = engine;
    this.devices = devices;
  }

  /**
   * Errors a horizon, as a Markdown table.
   *
   * @param trainingRuns some of what the model learnt from, for the rules that are fitted
   * @param recorded held-back recorded runs, all phases; may be empty
   */
  public String errors(List<Run> trainingRuns, List<Run> recorded) {
    List<Example> examples = trainingRuns.stream().map(Example::of).toList();
    List<MarginRule> rules =
        List.of(
            new Persistence(),
            new StraightLine(),
            new PhysicsRidge(examples),
            new FirstOrderHeat(trainingRuns));
    ErrorTable table = new ErrorTable(engine, rules);
    List<String> lines = new ArrayList<>(List.of(table.header()));
    lines.addAll(table.lines("simulated, any", runs(FIRST_SEED, SimulatedRun::any)));
    lines.addAll(
        table.lines(
            "simulated servers, healthy",
            runs(FIRST_SEED + 100_000, seed -> server(SimulatedFault.Kind.NONE, seed))));
    lines.addAll(
        table.lines(
            "simulated servers, airflow lost",
            runs(FIRST_SEED + 200_000, seed -> server(SimulatedFault.Kind.AIRFLOW, seed))));
    recorded.stream()
        .map(run -> run.name().replaceAll("_.*", ""))
        .distinct()
        .forEach(
            kind ->
                lines.addAll(
                    table.lines(
                        "recorded, " + kind,
                        recorded.stream().filter(run -> run.name().startsWith(kind)).toList())));
    return String.join("\n", lines);
  }

  /** Whether faults of servers were seen coming, as a Markdown table. */
  public String warnings() {
    WarningTable table = new WarningTable(engine);
    List<String> lines = new ArrayList<>(List.of(WarningTable.header()));
    long seed = FIRST_SEED + 300_000;
    for (SimulatedFault.Kind kind : SimulatedFault.Kind.values()) {
      lines.add(table.line(words(kind), serverRuns(seed, kind)));
      seed += 100_000;
    }
    return String.join("\n", lines);
  }

  private static String words(SimulatedFault.Kind kind) {
    return switch (kind) {
      case NONE -> "healthy";
      case AIRFLOW -> "airflow lost";
      case INLET -> "inlet heats up";
      case POWER_CAP -> "power capped";
      case SURGE -> "load surges";
    };
  }

  private List<SimulatedRun> serverRuns(long first, SimulatedFault.Kind kind) {
    return LongStream.range(first, first + devices)
        .mapToObj(seed -> SimulatedRun.server(kind, seed))
        .toList();
  }

  private List<Run> runs(long first, LongFunction<SimulatedRun> make) {
    return LongStream.range(first, first + devices)
        .mapToObj(seed -> make.apply(seed).run())
        .toList();
  }

  private static SimulatedRun server(SimulatedFault.Kind kind, long seed) {
    return SimulatedRun.server(kind, seed);
  }
}
