package dev.sidestep.predictor.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalModelFileTest {
  @TempDir Path folder;

  @Test
  void theSameModelGivesTheSameBytes() {
    assertThat(ThermalModelFile.write(Models.small(1)))
        .isEqualTo(ThermalModelFile.write(Models.small(1)));
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    byte[] bytes = ThermalModelFile.write(Models.small(1));
    ThermalModel back = ThermalModelFile.read(bytes, "test");
    assertThat(ThermalModelFile.write(back)).isEqualTo(bytes);
    assertThat(back.network().parameters()).containsExactly(Models.small(1).network().parameters());
  }

  @Test
  void theVersionFollowsTheNumbers() {
    ThermalModel one = ThermalModelFile.versioned(Models.small(1).named("m"));
    ThermalModel same = ThermalModelFile.versioned(Models.small(1).named("m"));
    ThermalModel other = ThermalModelFile.versioned(Models.small(2).named("m"));
    assertThat(one.name()).startsWith("m-").isEqualTo(same.name()).isNotEqualTo(other.name());
  }

  @Test
  void aVersionThatTheNumbersGiveIsRead() {
    ThermalModel model = ThermalModelFile.versioned(Models.small(1).named("m"));
    assertThat(ThermalModelFile.read(ThermalModelFile.write(model), "test").name())
        .isEqualTo(model.name());
  }

  @Test
  void oneOtherWeightUnderTheSameVersionIsRefusedInOneLine() {
    ThermalModel model = ThermalModelFile.versioned(Models.small(1).named("m"));
    float[] parameters = model.network().parameters().clone();
    parameters[7] *= 0.9f;
    Dl4jNetwork network = Dl4jNetwork.of(model.network().configurationJson(), parameters);
    ThermalModel other =
        new ThermalModel(model.name(), model.scales(), model.calibration(), network);
    assertRefused(ThermalModelFile.write(other), "is named " + model.name() + " but its numbers");
  }

  @Test
  void anotherCalibrationUnderTheSameVersionIsRefusedInOneLine() {
    ThermalModel model = ThermalModelFile.versioned(Models.small(1).named("m"));
    double[] narrow = {0.01, 0.01, 0.01, 0.01};
    assertRefused(
        ThermalModelFile.write(model.with(new Calibration(narrow, narrow))),
        "is named " + model.name() + " but its numbers");
  }

  @Test
  void aDamagedModelIsRefusedInOneLine() {
    byte[] bytes = ThermalModelFile.write(Models.small(1));
    bytes[bytes.length / 2] ^= 1;
    assertRefused(bytes, "damaged");
  }

  @Test
  void aModelCutShortIsRefusedInOneLine() {
    byte[] bytes = ThermalModelFile.write(Models.small(1));
    assertRefused(Arrays.copyOf(bytes, bytes.length / 2), "damaged");
  }

  @Test
  void whatIsNoModelIsRefusedInOneLine() {
    assertRefused(new byte[] {1, 2, 3}, "it has no model.json");
  }

  @Test
  void aMissingFileIsNamedWithTheRemedy() {
    Path missing = folder.resolve("none.zip");
    assertThatThrownBy(() -> ThermalForecasters.from(missing))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("./sidestep train");
  }

  @Test
  void aSavedModelIsServed() throws IOException {
    Path file = folder.resolve("model.zip");
    Files.write(file, ThermalModelFile.write(Models.small(1)));
    assertThat(ThermalForecasters.from(file).model()).isEqualTo("small-1");
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> ThermalModelFile.read(bytes, "spoilt.zip"))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("spoilt.zip")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }
}
