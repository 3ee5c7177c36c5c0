package dev.sidestep.predictor.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.network.Heads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTest {
  private static final int LOGIT = Heads.LOGIT;

  @Test
  void labelsAreTheMarginThenLessTheMarginNow() {
    Example example = Example.of(falling());
    // one kelvin a minute from 20 on: 60 s ahead it is one less, in tens of kelvin
    assertThat(example.labels()[20][0]).isCloseTo(-0.1f, within(1e-5f));
    assertThat(example.labels()[20][Heads.PER_HORIZON]).isCloseTo(-0.2f, within(1e-5f));
  }

  @Test
  void aCrossingIsLabelledWhereItComesWithinTheHorizon() {
    Example example = Example.of(falling());
    // tick 60 ends at 914 s with 4.8 K left: crossed within 300 s, not within 60 s
    assertThat(example.labels()[60][LOGIT]).isZero();
    assertThat(example.labels()[60][2 * Heads.PER_HORIZON + LOGIT]).isEqualTo(1);
  }

  @Test
  void nothingIsTaughtBeforeTheEighthTickBeyondTheEndOrOfCrossingsAboveTheLimit() {
    Example example = Example.of(falling());
    assertThat(example.labels()[6]).containsOnly(Heads.UNKNOWN);
    assertThat(example.labels()[example.ticks() - 1]).containsOnly(Heads.UNKNOWN);
    assertThat(example.labels()[90][0]).isLessThan(0);
    assertThat(example.labels()[90][LOGIT]).isEqualTo(Heads.UNKNOWN);
  }

  @Test
  void featuresDoNotKnowTheFuture() {
    Run whole = falling();
    Run cut =
        new Run(
            "cut",
            whole.ticks().subList(0, 50),
            whole.firstSecond(),
            Arrays.copyOf(whole.margins(), 50 * Run.TICK_SECONDS));
    float[][] features = Example.of(whole).features();
    float[][] early = Example.of(cut).features();
    for (int i = 0; i < early.length; i++) {
      assertThat(early[i]).containsExactly(features[i]);
    }
  }

  private static Run falling() {
    double[] margins = new double[1800];
    List<DeviceTick> ticks = new ArrayList<>();
    for (int second = 0; second < margins.length; second++) {
      margins[second] = 20 - second / 60.0;
      if ((second + 1) % Run.TICK_SECONDS == 0) {
        double unknown = Double.NaN;
        ticks.add(
            new DeviceTick(
                margins[second], unknown, 0.5, unknown, unknown, unknown, unknown, true));
      }
    }
    return new Run("falling", ticks, Run.TICK_SECONDS - 1, margins);
  }
}
