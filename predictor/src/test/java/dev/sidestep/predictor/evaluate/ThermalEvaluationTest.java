package dev.sidestep.predictor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.predictor.judge.ModelForecasts;
import dev.sidestep.predictor.learn.Curriculum;
import dev.sidestep.predictor.learn.FoldTraining;
import dev.sidestep.predictor.learn.Progress;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.RecordedRun;
import dev.sidestep.predictor.run.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalEvaluationTest {
  private static final Curriculum TINY = new Curriculum(4, 2, 1, 1, 2, 3e-3, 1e-3);
  private static final int ROWS = 420;

  @TempDir Path folder;

  @BeforeEach
  void writeRuns() throws IOException {
    run("one", 1, ROWS);
    run("two", 2, ROWS);
    run("three", 3, ROWS);
  }

  @Test
  void everyScoredRowIsWrittenOnceWithQuantilesInOrder() throws IOException {
    write("s3a", "{\"train\": [\"one\", \"two\"], \"test\": [\"three\"]}");
    Map<String, double[]> rows = rows("s3a");
    assertThat(rows).hasSize((ROWS - 60 - 120) + (ROWS - 120 - 120));
    for (int row = 120; row + 60 < ROWS; row++) {
      assertThat(rows).containsKey("three," + row + ",60");
    }
    assertThat(rows.values())
        .allSatisfy(q -> assertThat(q[0]).isLessThanOrEqualTo(q[1]))
        .allSatisfy(q -> assertThat(q[1]).isLessThanOrEqualTo(q[2]))
        .allSatisfy(q -> assertThat(q[1]).isBetween(0.0, 150.0));
  }

  @Test
  void aWarningSuiteLeavesOutRowsThatAreTooHotAlready() throws IOException {
    write("s3b", "{\"train\": [\"one\", \"two\"], \"test\": [\"three\"]}");
    Map<String, double[]> rows = rows("s3b");
    assertThat(rows).isNotEmpty();
    assertThat(rows.size()).isLessThan((ROWS - 60 - 120) + (ROWS - 120 - 120));
    assertThat(rows.values()).allSatisfy(p -> assertThat(p[0]).isBetween(0.0, 1.0));
  }

  @Test
  void whatComesLaterInATestedRunChangesNothingBefore() throws IOException {
    write("s3a", "{\"train\": [\"one\", \"two\"], \"test\": [\"three\"]}");
    Map<String, double[]> before = rows("s3a");
    run("three", 3, 250);
    write("s3a", "{\"train\": [\"one\", \"two\"], \"test\": [\"three\"]}");
    Map<String, double[]> after = rows("s3a");
    assertThat(after).isNotEmpty();
    after.forEach((key, value) -> assertThat(before.get(key)).containsExactly(value));
  }

  /**
   * Cutting a run off takes its last scored rows away; here the row before the change is scored.
   */
  @Test
  void aForecastDoesNotKnowTheNextSecond() throws IOException {
    String fold = "{\"train\": [\"one\", \"two\"], \"test\": [\"three\"]}";
    write("s3a", fold);
    Map<String, double[]> before = rows("s3a");
    run("three", 3, ROWS, 250);
    write("s3a", fold);
    Map<String, double[]> after = rows("s3a");
    for (int row = 120; row < 250; row++) {
      String key = "three," + row + ",60";
      assertThat(after.get(key)).as(key).containsExactly(before.get(key));
    }
    assertThat(after.get("three,250,60"))
        .as("the change is seen when it is there")
        .isNotEqualTo(before.get("three,250,60"));
  }

  /** The first fold learns "one", which the second, with nothing to learn, tests. */
  @Test
  void aFoldForgetsWhatTheFoldBeforeItLearnt() throws IOException {
    String later = "{\"train\": [], \"test\": [\"one\"]}";
    write("s3a", "{\"train\": [\"one\"], \"test\": [\"three\"]}, " + later);
    Map<String, double[]> afterAnother = rows("s3a");
    write("s3a", later);
    Map<String, double[]> alone = rows("s3a");
    assertThat(alone).isNotEmpty();
    alone.forEach((key, value) -> assertThat(afterAnother.get(key)).as(key).containsExactly(value));
  }

  @Test
  void aTemperatureIsTheLimitLessTheMarginOfTheBand() throws IOException {
    write("s3a", "{\"train\": [], \"test\": [\"three\"]}");
    Map<String, double[]> rows = rows("s3a");
    ThermalEngine engine =
        new ThermalEngine(new FoldTraining(TINY, 1, Progress.asLines(line -> {})).model(List.of()));
    Run run = recorded("three").phases().get(0);
    int tick = 10;
    MarginBand band = ModelForecasts.of(engine, run).get(tick).get(0);
    assertThat(rows.get("three," + run.second(tick) + ",60"))
        .as("in °C, of a device that slows down at 80 °C")
        .containsExactly(
            new double[] {80 - band.p90(), 80 - band.p50(), 80 - band.p10()}, within(1e-5));
  }

  @Test
  void aTestedRunIsNotLearntFromEvenWhenTheSplitListsIt() {
    assertThat(new Split.Fold(List.of("one", "two"), List.of("two")).open()).containsExactly("one");
  }

  @Test
  void aSplitOfAnotherSuiteIsRefused() throws IOException {
    Path split = split("s4", "{\"train\": [], \"test\": []}");
    assertThatThrownBy(() -> Split.read(split, "s3a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s4")
        .hasMessageContaining("s3a");
  }

  @Test
  void anUnknownSuiteIsRefused() {
    assertThatThrownBy(() -> request("s9", List.of("lstm"))).hasMessageContaining("s9");
  }

  @Test
  void anUnknownMemberIsRefused() {
    assertThatThrownBy(() -> request("s3a", List.of("lstm", "oracle")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oracle")
        .hasMessageContaining("kernel");
    assertThatThrownBy(() -> request("s3a", List.of())).hasMessageContaining("one or more");
  }

  private ThermalEvaluation.Request request(String suite, List<String> members) {
    return new ThermalEvaluation.Request(suite, folder, folder, folder, members, List.of(1L), TINY);
  }

  private void write(String suite, String folds) throws IOException {
    new ThermalEvaluation(Progress.asLines(line -> {}), line -> {})
        .write(
            new ThermalEvaluation.Request(
                suite,
                folder,
                split(suite, folds),
                folder.resolve("out"),
                List.of("lstm"),
                List.of(1L),
                TINY));
  }

  private RecordedRun recorded(String name) {
    return RecordedRun.read(folder.resolve(name + ".csv.gz"));
  }

  private Path split(String suite, String folds) throws IOException {
    String json =
        """
        {"suite": "%s", "protocol": 1,
         "groups": {"random": {"row_s": 1, "horizons_s": [60, 120]}},
         "entities": {"one": {"group": "random", "file": "one.csv.gz"},
                      "two": {"group": "random", "file": "two.csv.gz"},
                      "three": {"group": "random", "file": "three.csv.gz"}},
         "folds": [%s]}
        """
            .formatted(suite, folds);
    return Files.writeString(folder.resolve("split.json"), json);
  }

  private void run(String name, long seed, int rows) throws IOException {
    run(name, seed, rows, rows);
  }

  /**
   * Around its limit, so that both suites have rows; the first rows do not depend on the last.
   *
   * @param changedFrom the device is 9 K cooler and idle from this row on
   */
  private void run(String name, long seed, int rows, int changedFrom) throws IOException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("usage,temp\n");
    for (int i = 0; i < rows; i++) {
      int load = random.nextInt(101);
      double celsius = 78 + 4 * Math.sin(i / 40.0) + random.nextGaussian();
      boolean changed = i >= changedFrom;
      csv.append(changed ? 0 : load).append(',');
      csv.append(changed ? celsius - 9 : celsius).append('\n');
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".csv.gz")))) {
      out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Map<String, double[]> rows(String suite) throws IOException {
    Map<String, double[]> rows = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(folder.resolve("out/seed-1/" + suite + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).startsWith("entity,row,horizon_s,");
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",", -1);
        double[] values = new double[fields.length - 3];
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.parseDouble(fields[i + 3]);
        }
        String key = fields[0] + "," + fields[1] + "," + fields[2];
        assertThat(rows.put(key, values)).as("twice: " + key).isNull();
      }
    }
    return rows;
  }
}
