package dev.sidestep.predictor.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {
  @TempDir Path folder;

  @Test
  void carriesBlankUseOnAndStartsFromZero() throws IOException {
    RecordedRun run = read("datetime,usage,temp\na,,60\nb,50,61\nc,,62\n");
    assertThat(run.load()).containsExactly(0, 0.5, 0.5);
    assertThat(run.celsius()).containsExactly(60, 61, 62);
    assertThat(run.name()).isEqualTo("run");
  }

  @Test
  void fifteenPhasesGiveEachRowFromTheFifteenthOnOneTick() throws IOException {
    StringBuilder csv = new StringBuilder("usage,temp\n");
    for (int i = 0; i < 100; i++) {
      csv.append(i).append(',').append(60 + i * 0.1).append('\n');
    }
    RecordedRun recorded = read(csv.toString());
    List<Integer> rows =
        recorded.phases().stream()
            .flatMap(
                run ->
                    java.util.stream.IntStream.range(0, run.ticks().size()).mapToObj(run::second))
            .sorted()
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(java.util.stream.IntStream.range(14, 100).boxed().toList());
    // the tick that ends in row 29 averages rows 15 to 29
    assertThat(recorded.phases().get(0).ticks().get(1).utilization()).isEqualTo(0.22);
    assertThat(recorded.phases().get(0).ticks().get(1).margin()).isEqualTo(80 - 62.9);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RecordedRun.read(folder.resolve("none.csv.gz")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.csv.gz");
  }

  @Test
  void whatIsNoNumberIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("usage,temp\n1,60\n2,hot\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("hot");
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThatThrownBy(() -> read("usage,celsius\n1,60\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("temp");
  }

  private RecordedRun read(String csv) throws IOException {
    Path file = folder.resolve("run.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    }
    return RecordedRun.read(file);
  }
}
