package dev.sidestep.replay.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFramesTest {
  private static final String MAPPING =
      """
      device-class: CPU
      limit-celsius: 80
      row-seconds: 1
      columns:
        temp:  {signal: hw.temperature}
        usage: {signal: hw.utilization, scale: 0.01}
      """;

  @TempDir Path folder;

  @Test
  void makesATickOfFifteenRows() throws IOException {
    StringBuilder csv = new StringBuilder("temp,usage\n");
    for (int row = 0; row <= 30; row++) {
      csv.append(60 + row).append(',').append(row < 15 ? 20 : 40).append('\n');
    }
    List<Frame> frames = frames(MAPPING, csv.toString());
    assertThat(frames).hasSize(2);
    Frame first = frames.get(0);
    assertThat(first.target().key()).isEqualTo("device/replay/run");
    assertThat(first.reading(Signal.THERMAL_MARGIN))
        .as("the last of rows 0 to 14")
        .isEqualTo(Reading.valid(80 - 74, Source.MEASURED));
    assertThat(first.reading(Signal.DEVICE_UTILIZATION).value())
        .isCloseTo(.2, Offset.offset(1e-12));
    assertThat(frames.get(1).reading(Signal.DEVICE_UTILIZATION).value())
        .isCloseTo(.4, Offset.offset(1e-12));
  }

  @Test
  void carriesThroughAHoleAndLeavesOutNonsense() throws IOException {
    StringBuilder csv = new StringBuilder("temp,usage\n");
    for (int row = 0; row <= 45; row++) {
      boolean hole = row >= 15 && row < 30;
      csv.append(hole ? "" : row == 3 ? "abc" : "70").append(",500\n");
    }
    CsvFrames reader = reader(MAPPING);
    List<Frame> frames = new ArrayList<>();
    reader.read(file(csv.toString()), sample -> {}, tick -> frames.addAll(tick.frames()));
    assertThat(frames.get(1).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.carried(10, Source.MEASURED));
    assertThat(frames.get(0).reading(Signal.DEVICE_UTILIZATION).present()).isFalse();
    assertThat(reader.refusedCells()).isEqualTo(1 + 46);
  }

  @Test
  void namesWhatIsWrongInOneLine() {
    assertThatThrownBy(() -> frames(MAPPING.replace("temp:", "heat:"), "temp,usage\n1,2\n"))
        .hasMessageContaining("has no column 'heat'; it has [temp, usage]");
    assertThatThrownBy(() -> frames(MAPPING.replace("hw.utilization", "cpu"), "temp,usage\n"))
        .hasMessageContaining("column 'usage' holds 'cpu', which is no signal");
    assertThatThrownBy(() -> frames(MAPPING + "colour: red\n", "temp,usage\n"))
        .hasMessageContaining("colour");
    assertThatThrownBy(() -> frames(MAPPING.replace("80", "-300"), "temp,usage\n"))
        .hasMessageContaining("limit-celsius is -300.0");
    assertThatThrownBy(() -> frames("a: b: c", "temp,usage\n")).hasMessageContaining("is no YAML");
    assertThatThrownBy(() -> frames(MAPPING + "time-column: usage\n", "temp,usage\n50,yesterday\n"))
        .hasMessageContaining("line 2: usage is 'yesterday'; give ISO 8601");
  }

  private CsvFrames reader(String mapping) throws IOException {
    Path yaml = Files.writeString(folder.resolve("mapping.yaml"), mapping);
    return new CsvFrames(YamlMapping.read(yaml), Duration.ofSeconds(15));
  }

  private Path file(String csv) throws IOException {
    return Files.writeString(folder.resolve("run.csv"), csv);
  }

  private List<Frame> frames(String mapping, String csv) throws IOException {
    List<Frame> frames = new ArrayList<>();
    reader(mapping).read(file(csv), sample -> {}, tick -> frames.addAll(tick.frames()));
    return frames;
  }
}
