package dev.sidestep.replay.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlMappingTest {
  @TempDir Path folder;

  @Test
  void readsTheExampleOfTheDocs() throws IOException {
    CsvMapping mapping = YamlMapping.read(Path.of("../docs/examples/pi-3b.yaml"));

    assertThat(mapping.deviceClass()).isEqualTo(DeviceClass.CPU);
    assertThat(mapping.source()).isEqualTo(Source.MEASURED);
    assertThat(mapping.limitCelsius()).isEqualTo(80);
    assertThat(mapping.columns().get("usage"))
        .isEqualTo(new CsvMapping.Column(Signal.DEVICE_UTILIZATION, 0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source: measured | source: guessed | source: is 'guessed'; give one of MEASURED",
        "limit-celsius: 80 | limit-celsius: hot | limit-celsius: is 'hot'; give a number",
        "device-class: CPU | device-class: TPU | device-class: is 'TPU'; give one of CPU, GPU, NPU",
        "device-class: CPU | # not said | device-class is missing; give one of CPU, GPU, NPU",
        "device-class: CPU | device-class: | device-class is missing; give one of CPU, GPU, NPU",
        "device-class: CPU | device-class: '' | device-class is missing; give one of CPU, GPU, NPU",
        "device-class: CPU | device-class: [CPU] | device-class: ",
        "limit-celsius: 80 | # not said | limit-celsius is missing; give the device's own slowdown",
        "signal: hw.temperature | scale: 1 | signal is missing; say what column 'temp' holds; docs/",
        "{ signal: hw.temperature } | # nothing | signal is missing; say what column 'temp' holds",
        "device-class: CPU | devise-class: CPU | key 'devise-class' is unknown; did you mean 'device-class'; known here are [",
        "columns: | colums: | key 'colums' is unknown; did you mean 'columns'",
        "row-seconds: 1 | interval: 1 | key 'interval' is unknown; known here are [device,",
        "scale: 0.01 | scal: 0.01 | key 'columns.usage.scal' is unknown; did you mean 'scale'; known here are [signal, scale]",
        "signal: hw.temperature | signal: hw.heat | column 'temp' holds 'hw.heat', which is no signal",
      })
  void saysInOneLineWhatIsWrong(String right, String wrong, String message) throws IOException {
    String example = Files.readString(Path.of("../docs/examples/pi-3b.yaml"));
    Path file = folder.resolve("mapping.yaml");
    Files.writeString(file, example.replace(right, wrong));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamlMapping.read(file))
        .withMessageContaining(message)
        .withMessageStartingWith("mapping " + file)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "only words", "- a list"})
  void saysThatAFileHoldsNoKeys(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("mapping.yaml"), content);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamlMapping.read(file))
        .withMessage("mapping " + file + ": holds no keys with values; see docs/replay.md");
  }
}
