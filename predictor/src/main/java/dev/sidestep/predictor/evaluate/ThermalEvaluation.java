package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.judge.ModelForecasts;
import dev.sidestep.predictor.learn.Curriculum;
import dev.sidestep.predictor.learn.FoldTraining;
import dev.sidestep.predictor.learn.Progress;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.RecordedRun;
import dev.sidestep.predictor.run.Run;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the exchange files of suites S3a (temperature) and S3b (throttle warning).
 *
 * <p>For each seed a network is taught on simulated devices, which no run of the suite has a part
 * in; for each fold a copy of it goes on with the fold's open runs. A tested run is forecast as
 * serving does it, one step every 15 rows; fifteen interleaved watches give every row its forecast.
 */
public final class ThermalEvaluation {
  /** Suites that this class can write. */
  public static final List<String> SUITES = List.of("s3a", "s3b");

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
   * @param seeds one exchange file each
   */
  public record Request(
      String suite, Path data, Path split, Path out, List<Long> seeds, Curriculum curriculum) {
    public Request {
      if (!SUITES.contains(suite)) {
        throw new IllegalArgumentException(
            "suite is '" + suite + "'; this model is evaluated on " + SUITES);
      }
      seeds = List.copyOf(seeds);
    }

    /** The five seeds of the protocol. */
    public static Request protocol(String suite, Path data, Path split, Path out) {
      return new Request(
          suite, data, split, out, List.of(1L, 2L, 3L, 4L, 5L), Curriculum.evaluation());
    }
  }

  /** Writes {@code OUT/seed-N/SUITE.csv.gz} for each seed. */
  public void write(Request request) {
    Split split = Split.read(request.split(), request.suite());
    check(split);
    Map<String, RecordedRun> runs = new HashMap<>();
    split
        .entities()
        .forEach(
            (name, entity) ->
                runs.put(name, RecordedRun.read(request.data().resolve(entity.file()))));
    for (long seed : request.seeds()) {
      Path file = request.out().resolve("seed-" + seed).resolve(request.suite() + ".csv.gz");
      log.accept("seed %d: teaching on simulated devices".formatted(seed));
      FoldTraining training = new FoldTraining(request.curriculum(), seed, progress);
      String values = request.suite().equals("s3a") ? "p10,p50,p90" : "probability";
      try (ExchangeFile exchange = new ExchangeFile(file, "entity,row,horizon_s," + values)) {
        for (Split.Fold fold : split.folds()) {
          log.accept("seed %d: fold that tests %s".formatted(seed, fold.test()));
          ThermalEngine engine =
              new ThermalEngine(
                  training.model(
                      fold.open().stream()
                          .map(name -> Split.known("entity", name, runs))
                          .toList()));
          for (String entity : fold.test()) {
            write(
                exchange,
                request.suite(),
                entity,
                split,
                Split.known("entity", entity, runs),
                engine);
          }
        }
      }
      log.accept("wrote " + file);
    }
  }

  private static void write(
      ExchangeFile exchange,
      String suite,
      String entity,
      Split split,
      RecordedRun recorded,
      ThermalEngine engine) {
    List<Integer> horizons = split.horizons(entity);
    for (Run run : recorded.phases()) {
      List<List<MarginBand>> forecasts = ModelForecasts.of(engine, run);
      for (int tick = 0; tick < forecasts.size(); tick++) {
        int row = run.second(tick);
        if (row < FIRST_ROW) {
          continue;
        }
        for (MarginBand band : forecasts.get(tick)) {
          boolean scored =
              horizons.contains(band.seconds()) && row + band.seconds() < run.margins().length;
          if (scored && suite.equals("s3a")) {
            double limit = recorded.limitCelsius();
            exchange.row(
                entity,
                row,
                band.seconds(),
                limit - band.p90(),
                limit - band.p50(),
                limit - band.p10());
          } else if (scored && run.margins()[row] > 0) {
            exchange.row(entity, row, band.seconds(), band.crossing());
          }
        }
      }
    }
  }

  private static void check(Split split) {
    for (String entity : split.entities().keySet()) {
      List<Integer> horizons = split.horizons(entity);
      if (!Heads.HORIZONS.containsAll(horizons)) {
        throw new IllegalArgumentException(
            "split asks for horizons %s s of %s; the network has %s"
                .formatted(horizons, entity, Heads.HORIZONS));
      }
    }
  }
}
