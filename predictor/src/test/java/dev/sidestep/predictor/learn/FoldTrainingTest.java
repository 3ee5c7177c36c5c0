package dev.sidestep.predictor.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.predictor.network.Calibration;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.network.ThermalModel;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTrainingTest {
  private static final int SECONDS = 420;

  /** 300 s and 900 s are longer than what the runs tell of. */
  private static final int KNOWN_HORIZONS = 2;

  private final FoldTraining training =
      new FoldTraining(new Curriculum(4, 2, 1, 1, 2, 3e-3, 1e-3), 1, Progress.asLines(line -> {}));

  @Test
  void bandsAreStretchedByTheSecondRun() {
    RecordedRun first = recorded(1, 1);

    ThermalModel calm = training.model(List.of(first, recorded(2, 0.5)));
    ThermalModel restless = training.model(List.of(first, recorded(2, 8)));

    float[][] features = Example.of(first.phases().get(0)).features();
    assertThat(new ThermalEngine(restless).outputs(features))
        .as("the run that stretches teaches nothing")
        .isDeepEqualTo(new ThermalEngine(calm).outputs(features));
    Calibration none = Calibration.none();
    for (int h = 0; h < KNOWN_HORIZONS; h++) {
      assertThat(calm.calibration().upper()[h]).isNotEqualTo(none.upper()[h]);
      assertThat(restless.calibration().lower()[h]).isGreaterThan(calm.calibration().lower()[h]);
      assertThat(restless.calibration().upper()[h]).isGreaterThan(calm.calibration().upper()[h]);
    }
  }

  /** A device around 78 °C, the more restless the wider its noise in K. */
  private static RecordedRun recorded(long seed, double noise) {
    Random random = new Random(seed);
    double[] celsius = random.doubles(SECONDS, 78 - 2 * noise, 78 + 2 * noise).toArray();
    double[] load = random.doubles(SECONDS).toArray();
    return new RecordedRun("run " + seed, celsius, load, RecordedRun.PI_LIMIT_CELSIUS);
  }
}
