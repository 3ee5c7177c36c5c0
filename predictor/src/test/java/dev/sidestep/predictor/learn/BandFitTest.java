package dev.sidestep.predictor.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.predictor.network.Calibration;
import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.network.ThermalModel;
import dev.sidestep.predictor.run.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandFitTest {
  private static final int INPUTS = 6;
  private static final int TICKS = 40;
  private static final int EXAMPLES = 100;

  /** Of a half-normal spread one outcome in five lies further out than this: a tenth a side. */
  private static final double TENTH = 1.2816;

  private final Dl4jNetwork network = learntALittle();
  private final Standardization scales = new Standardization(new float[INPUTS], ones());

  @Test
  void stretchesEachSideUntilATenthOfTheOutcomesLieBeyondIt() {
    List<Example> outcomes = outcomes(0.5, 3);

    Calibration fit = BandFit.of(network, scales, outcomes);

    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      assertThat(fit.lower()[h]).as("lower, horizon %d", h).isCloseTo(0.5 * TENTH, within(0.08));
      assertThat(fit.upper()[h]).as("upper, horizon %d", h).isCloseTo(3 * TENTH, within(0.4));
    }
  }

  @Test
  void keepsASideThatIsRightAsItIs() {
    Calibration fit = BandFit.of(network, scales, outcomes(1 / TENTH, 1 / TENTH));

    assertThat(fit.lower()).containsExactly(new double[] {1, 1, 1, 1}, within(0.12));
    assertThat(fit.upper()).containsExactly(new double[] {1, 1, 1, 1}, within(0.12));
  }

  @Test
  void makesNoBandNarrowerThanAFifth() {
    assertThat(BandFit.of(network, scales, outcomes(0.01, 0.01)).lower()).containsOnly(0.2);
  }

  @Test
  void learnsNothingFromWhatIsNotKnown() {
    Example unknown = outcomes(3, 3).get(0);
    for (float[] labels : unknown.labels()) {
      Arrays.fill(labels, Heads.UNKNOWN);
    }

    Calibration fit = BandFit.of(network, scales, List.of(unknown));

    assertThat(fit.lower()).containsOnly(1);
    assertThat(fit.upper()).containsOnly(1);
  }

  /** Outcomes on both sides of the middle alike, so many widths of their side away from it. */
  private List<Example> outcomes(double below, double above) {
    ThermalEngine engine =
        new ThermalEngine(new ThermalModel("raw", scales, Calibration.none(), network));
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int e = 0; e < EXAMPLES; e++) {
      float[][] features = noise(random, INPUTS);
      float[][] labels = new float[TICKS][Heads.COUNT];
      float[][] outputs = engine.outputs(features);
      for (int tick = 0; tick < TICKS; tick++) {
        for (int h = 0; h < Heads.HORIZONS.size(); h++) {
          int at = h * Heads.PER_HORIZON;
          double[] sorted = {outputs[tick][at], outputs[tick][at + 1], outputs[tick][at + 2]};
          Arrays.sort(sorted);
          double away = random.nextGaussian();
          double width =
              away < 0 ? below * (sorted[1] - sorted[0]) : above * (sorted[2] - sorted[1]);
          Arrays.fill(labels[tick], at, at + Heads.PER_HORIZON, (float) (sorted[1] + away * width));
        }
      }
      examples.add(new Example(features, labels, new double[TICKS]));
    }
    return examples;
  }

  /** From noise, so that the sides of its bands are as wide as noise is. */
  private static Dl4jNetwork learntALittle() {
    Dl4jNetwork network = Dl4jNetwork.untrained(INPUTS, 4, 1);
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      network.learn(
          List.<float[][]>of(noise(random, INPUTS)),
          List.<float[][]>of(noise(random, Heads.COUNT)),
          0.02);
    }
    return network;
  }

  private static float[][] noise(Random random, int values) {
    float[][] rows = new float[TICKS][values];
    for (float[] row : rows) {
      for (int i = 0; i < values; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static float[] ones() {
    float[] ones = new float[INPUTS];
    Arrays.fill(ones, 1);
    return ones;
  }
}
