package dev.sidestep.predictor.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.predictor.network.ThermalForecasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalTrainingTest {
  private static final Curriculum TINY = new Curriculum(4, 4, 2, 1, 2, 3e-3, 1e-3);

  @TempDir Path folder;

  @Test
  void theSameSeedTrainsTheSameBytesAndAnotherDoesNot() throws IOException {
    train("one", 1);
    train("same", 1);
    train("other", 2);
    assertThat(model("same")).isEqualTo(model("one"));
    assertThat(model("other")).isNotEqualTo(model("one"));
  }

  @Test
  void modelAndCardComeOutAndTheModelIsServed() throws IOException {
    List<String> log = train("one", 1);
    String card = Files.readString(folder.resolve("one").resolve(ThermalTraining.CARD_FILE));
    String name =
        ThermalForecasters.from(folder.resolve("one").resolve(ThermalTraining.MODEL_FILE)).model();
    assertThat(name).startsWith("thermal-margin-");
    assertThat(card)
        .contains("# Model card: " + name)
        .contains("No recorded run was used")
        .contains("| simulated, any | 60 s |")
        .contains("| airflow lost |");
    assertThat(log).anyMatch(line -> line.contains("simulated devices: 2 of 2  loss"));
  }

  @Test
  void aFolderWithoutRunsIsNamedWithTheRemedy() {
    assertThatThrownBy(
            () ->
                training(new ArrayList<>())
                    .train(
                        new ThermalTraining.Request(
                            Optional.of(folder), folder.resolve("out"), 1, TINY, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("--data");
  }

  private List<String> train(String name, long seed) {
    List<String> log = new ArrayList<>();
    training(log)
        .train(new ThermalTraining.Request(Optional.empty(), folder.resolve(name), seed, TINY, 2));
    return log;
  }

  private static ThermalTraining training(List<String> log) {
    return new ThermalTraining(Progress.asLines(log::add), log::add);
  }

  private byte[] model(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name).resolve(ThermalTraining.MODEL_FILE));
  }
}
