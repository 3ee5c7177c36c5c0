package dev.sidestep.predictor.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole training, which takes minutes: a tier of its own. Needs -Dtraining.data=DIR. */
@Tag("training")
class RetrainedModelIT {
  @TempDir Path out;

  @Test
  void theCommittedModelComesOutAgainToTheByte() throws IOException {
    Path data = Path.of(System.getProperty("training.data", "../../shared/data/pitemp"));
    new ThermalTraining(Progress.asLines(System.out::println), System.out::println)
        .train(ThermalTraining.Request.product(Optional.of(data), out, 1));
    byte[] again = Files.readAllBytes(out.resolve(ThermalTraining.MODEL_FILE));
    try (InputStream committed =
        RetrainedModelIT.class.getResourceAsStream("/models/thermal-margin.zip")) {
      assertThat(again).isEqualTo(committed.readAllBytes());
    }
    assertThat(Files.readString(out.resolve(ThermalTraining.CARD_FILE)))
        .isEqualTo(Files.readString(Path.of("../docs/models/thermal-margin.md")));
  }
}
