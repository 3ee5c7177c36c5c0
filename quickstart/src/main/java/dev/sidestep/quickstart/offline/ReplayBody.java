package dev.sidestep.quickstart.offline;

import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.network.ThermalForecasters;
import dev.sidestep.predictor.network.UnusableModelException;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.ReplayOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.replay.Comparison;
import dev.sidestep.replay.RecordingReplay;
import dev.sidestep.replay.ReplayResult;
import dev.sidestep.replay.ReplayTables;
import dev.sidestep.replay.csv.CsvReplay;
import dev.sidestep.replay.csv.CsvTables;
import dev.sidestep.replay.csv.YamlMapping;
import dev.sidestep.replay.recording.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sidestep replay}: recordings of ours, or CSV files of real devices. */
public final class ReplayBody implements Body<ReplayOptions> {
  @Override
  public int run(ReplayOptions options, Session session) {
    List<Path> folders = options.inputs().stream().filter(Files::isDirectory).toList();
    List<Path> files = options.inputs().stream().filter(Files::isRegularFile).toList();
    for (Path input : options.inputs()) {
      if (!Files.exists(input)) {
        throw Failure.usedWrongly(
            "--input " + input + " does not exist; name a recording's folder or a CSV file");
      }
    }
    Path mapping = options.mapping();
    if (!files.isEmpty() && mapping == null) {
      throw Failure.usedWrongly(
          "--input "
              + files.get(0)
              + " is a file; say what its columns mean with --mapping FILE.yaml (docs/replay.md)");
    }
    try {
      boolean equal = true;
      for (Path folder : folders) {
        equal &= recording(folder, options.report(), session.out());
      }
      if (!files.isEmpty() && mapping != null) {
        csv(files, mapping, options.report(), session.out());
      }
      return equal ? Failure.DONE : Failure.ANSWER_IS_NO;
    } catch (UnusableModelException | IOException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw Failure.usedWrongly(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean recording(Path folder, @Nullable Path report, PrintWriter out)
      throws IOException {
    Recording recording = Recording.open(folder);
    ReplayResult result =
        new RecordingReplay(PredictorProperties.defaults(), ReplayBody::forecaster).run(recording);
    out.printf(
        "%s, seed %d: %d ticks%s%n",
        result.manifest().title(),
        result.manifest().seed(),
        result.ticks(),
        result.manifest().simulated() ? ", simulated" : "");
    for (Comparison comparison : result.comparisons()) {
      String difference = comparison.firstDifference();
      out.printf(
          "%-10s %6d recorded  %6d replayed  %s%n",
          comparison.noun(),
          comparison.recorded(),
          comparison.replayed(),
          difference == null ? "equal, byte for byte" : "DIFFERENT: " + difference);
    }
    if (report != null) {
      ReplayTables.write(report, result);
      out.println("tables in " + report);
    }
    return result.equal();
  }

  private static void csv(List<Path> files, Path mapping, @Nullable Path report, PrintWriter out)
      throws IOException {
    CsvReplay replay =
        new CsvReplay(
            PredictorProperties.defaults(),
            ReplayBody::forecaster,
            YamlMapping.read(mapping),
            Times.TICK);
    List<CsvReplay.FileResult> results = new ArrayList<>();
    out.println(CsvSummary.HEADER);
    for (Path file : files) {
      CsvReplay.FileResult result = replay.run(file);
      results.add(result);
      out.println(CsvSummary.of(List.of(result)).row(String.valueOf(file.getFileName())));
      out.flush();
    }
    CsvSummary all = CsvSummary.of(results);
    out.println(all.row("all"));
    out.println(all.beyondReach());
    if (report != null) {
      CsvTables.write(report, results);
      out.println("tables in " + report);
    }
  }

  private static Forecaster forecaster() {
    return ThermalForecasters.committed();
  }
}
