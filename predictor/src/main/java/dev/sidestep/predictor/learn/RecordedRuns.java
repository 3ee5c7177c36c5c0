package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.RecordedRun;
import dev.sidestep.predictor.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recorded runs, divided by their place in the list of names into runs to learn from, runs to
 * calibrate on, and runs to be judged on.
 */
record RecordedRuns(
    List<RecordedRun> training, List<RecordedRun> calibration, List<RecordedRun> heldBack) {

  static final RecordedRuns NONE = new RecordedRuns(List.of(), List.of(), List.of());

  /**
   * All runs in a folder, or in its sub-folder {@code pitemp}.
   *
   * @throws IllegalArgumentException when there are none
   */
  static RecordedRuns in(Path folder) {
    Path inner = folder.resolve("pitemp");
    List<Path> files = files(Files.isDirectory(inner) ? inner : folder);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "no recorded run in "
              + folder
              + "; give a folder with *.csv.gz of pitemp, or leave --data out");
    }
    List<RecordedRun> training = new ArrayList<>();
    List<RecordedRun> calibration = new ArrayList<>();
    List<RecordedRun> heldBack = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      List<RecordedRun> part = i % 5 == 2 ? heldBack : i % 7 == 6 ? calibration : training;
      part.add(RecordedRun.read(files.get(i)));
    }
    return new RecordedRuns(training, calibration, heldBack);
  }

  static List<Run> phases(List<RecordedRun> runs) {
    return runs.stream().flatMap(run -> run.phases().stream()).toList();
  }

  static List<Example> examples(List<RecordedRun> runs) {
    return phases(runs).stream().map(Example::of).toList();
  }

  static String names(List<RecordedRun> runs) {
    return String.join(", ", runs.stream().map(RecordedRun::name).toList());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv.gz")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot list " + folder + "; give a readable folder with --data", e);
    }
  }
}
