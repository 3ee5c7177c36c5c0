package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.learn.Curriculum;
import dev.sidestep.predictor.learn.FoldTraining;
import dev.sidestep.predictor.learn.Progress;
import dev.sidestep.predictor.run.RecordedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the exchange files of suites S3a (temperature) and S3b (throttle warning).
 *
 * <p>Each fold is worked on alone: members are fitted to its open runs and forecast its tested
 * ones. The network of a seed is taught on simulated devices first; the physics of one in forty was
 * fitted, before, to one heating of one of the suite's runs ({@code docs/evaluation.md}).
 */
public final class ThermalEvaluation {
  /** Suites that this class can write. */
  public static final List<String> SUITES = List.of("s3a", "s3b");

  /** Who can forecast. */
  public static final List<String> MEMBERS = List.of("kernel", "lstm");

  /** The protocol scores no row before this. */
  private static final int FIRST_ROW = 120;

  private final Progress progress;
  private final Consumer<String> log;

  public ThermalEvaluation(Progress progress, Consumer<String> log) {
    this.progress = progress;
    this.log = log;
  }

  /**
   * What to evaluate.
   *
   * @param data the folder to which the split's file names are relative
   * @param members that forecast, some of {@link #MEMBERS}; several are weighed by Hedge
   * @param seeds one exchange file each
   */
  public record Request(
      String suite,
      Path data,
      Path split,
      Path out,
      List<String> members,
      List<Long> seeds,
      Curriculum curriculum) {
    public Request {
      if (!SUITES.contains(suite)) {
        throw new IllegalArgumentException(
            "suite is '" + suite + "'; this model is evaluated on " + SUITES);
      }
      if (members.isEmpty() || !MEMBERS.containsAll(members)) {
        throw new IllegalArgumentException(
            "members are %s; give one or more of %s".formatted(members, MEMBERS));
      }
      members = List.copyOf(members);
      seeds = List.copyOf(seeds);
    }
  }

  /** Writes {@code OUT/seed-N/SUITE.csv.gz} for each seed. */
  public void write(Request request) {
    Split split = Split.read(request.split(), request.suite());
    Map<String, RecordedRun> runs = new HashMap<>();
    split
        .entities()
        .forEach(
            (name, entity) ->
                runs.put(
                    name, RecordedRun.read(request.data().resolve(entity.file())).named(name)));
    for (long seed : request.seeds()) {
      Path file = request.out().resolve("seed-" + seed).resolve(request.suite() + ".csv.gz");
      String values = request.suite().equals("s3a") ? "p10,p50,p90" : "probability";
      ThermalMember member = member(request, seed);
      try (ExchangeFile exchange = new ExchangeFile(file, "entity,row,horizon_s," + values)) {
        for (Split.Fold fold : split.folds()) {
          log.accept("seed %d, %s: fold that tests %s".formatted(seed, member.name(), fold.test()));
          ThermalMember.Fitted fitted = member.fit(open(fold, split, runs));
          for (String entity : fold.test()) {
            write(exchange, request.suite(), entity, split, runs, fitted);
          }
        }
      }
      log.accept("wrote " + file);
    }
  }

  private ThermalMember member(Request request, long seed) {
    List<ThermalMember> members = new ArrayList<>();
    for (String name : request.members()) {
      members.add(
          name.equals("kernel")
              ? new KernelMember(seed, FIRST_ROW)
              : new LstmMember(new FoldTraining(request.curriculum(), seed, progress)));
    }
    return new HedgedMembers(members);
  }

  private static List<ThermalMember.OpenRun> open(
      Split.Fold fold, Split split, Map<String, RecordedRun> runs) {
    return fold.open().stream()
        .map(
            name -> new ThermalMember.OpenRun(split.group(name), Split.known("entity", name, runs)))
        .toList();
  }

  private static void write(
      ExchangeFile exchange,
      String suite,
      String entity,
      Split split,
      Map<String, RecordedRun> runs,
      ThermalMember.Fitted fitted) {
    RecordedRun run = Split.known("entity", entity, runs);
    List<List<HeatOutcome>> forecasts =
        fitted.forecasts(run, split.group(entity), split.horizons(entity));
    for (int row = FIRST_ROW; row < forecasts.size(); row++) {
      for (HeatOutcome outcome : forecasts.get(row)) {
        boolean scored = row + outcome.seconds() < forecasts.size();
        if (scored && suite.equals("s3a")) {
          double limit = run.limitCelsius();
          exchange.row(
              entity,
              row,
              outcome.seconds(),
              limit + outcome.p10(),
              limit + outcome.p50(),
              limit + outcome.p90());
        } else if (scored && run.celsius()[row] < run.limitCelsius()) {
          exchange.row(entity, row, outcome.seconds(), outcome.reaching());
        }
      }
    }
  }
}
