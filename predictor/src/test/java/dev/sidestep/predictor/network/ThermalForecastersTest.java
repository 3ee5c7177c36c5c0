package dev.sidestep.predictor.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalForecastersTest {
  @TempDir Path folder;

  /** DL4J would run it with another activation, of which the kernel knows nothing. */
  @Test
  void refusesANetworkThatOurKernelDoesNotServeAsDl4jDoes() throws IOException {
    ThermalModel good = Models.small(1);
    String configuration = good.network().configurationJson();
    String other = configuration.replace("ActivationTanH", "ActivationSoftSign");
    assertThat(other).as("the activation is replaced").isNotEqualTo(configuration);

    assertThatThrownBy(
            () -> ThermalForecasters.model(saved(good, other, good.network().parameters())))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("differ by")
        .hasMessageContaining("train it anew");
  }

  @Test
  void refusesANetworkWhoseOutputsAreNoNumbers() {
    ThermalModel good = Models.small(1);
    float[] parameters = good.network().parameters();
    parameters[0] = Float.NaN;

    assertThatThrownBy(
            () ->
                ThermalForecasters.model(
                    saved(good, good.network().configurationJson(), parameters)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("differ by NaN");
  }

  private Path saved(ThermalModel like, String configuration, float[] parameters)
      throws IOException {
    Dl4jNetwork network = Dl4jNetwork.of(configuration, parameters);
    ThermalModel model = new ThermalModel(like.name(), like.scales(), like.calibration(), network);
    return Files.write(folder.resolve("model.zip"), ThermalModelFile.write(model));
  }
}
