package dev.sidestep.predictor.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GrowthExpertTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void theTrendOfALineIsTheLine() {
    Trend trend = Trend.of(window(20, i -> 3 + 2.0 * 15 * i));

    assertThat(trend.slope()).isEqualTo(2, within(1e-12));
    assertThat(trend.level()).isEqualTo(3 + 2.0 * 15 * 19, within(1e-9));
    assertThat(trend.noise()).isEqualTo(0, within(1e-9));
  }

  @Test
  void aThirdOfOutliersDoesNotMoveTheTrend() {
    Trend trend = Trend.of(window(20, i -> i % 4 == 1 ? 1e6 : 15.0 * i));

    assertThat(trend.slope()).isEqualTo(1, within(0.01));
  }

  @Test
  void theDeviationOfTheSlopeIsThatOfItsNoise() {
    // least squares on 20 values 15 s apart has sd = sigma / (15 sqrt(n (n^2 - 1) / 12)) = .00259
    // for sigma 1; the median of slopes is 3 to 5 % worse
    long seed = 7;
    Random random = new Random(seed);
    double squares = 0;
    double claimed = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      Trend trend = Trend.of(window(20, i -> random.nextGaussian()));
      squares += trend.slope() * trend.slope();
      claimed += trend.deviation();
    }
    assertThat(Math.sqrt(squares / runs)).as("seed %d", seed).isEqualTo(0.00267, within(3e-4));
    assertThat(claimed / runs).as("seed %d", seed).isEqualTo(0.00267, within(3e-4));
  }

  @Test
  void aLineReachesItsLimitWhenItDoes() {
    // 1 a second at 285 now: 600 more seconds to 885
    Chance chance = GrowthExpert.of(window(20, i -> 15.0 * i), 885).chance();

    assertThat(chance.probability()).isGreaterThan(0.99);
    assertThat(chance.eta().p50()).isEqualTo(Duration.ofMinutes(10));
    // the slope is taken to be known to a tenth: 600 / (1 + .128), 600 / (1 - .128)
    assertThat(chance.eta().p10()).isEqualTo(Duration.ofSeconds(532));
    assertThat(chance.eta().p90()).isEqualTo(Duration.ofSeconds(688));
  }

  @Test
  void aLineThatReachesItsLimitJustInTimeHasEvenOdds() {
    Chance chance = GrowthExpert.of(window(20, i -> 15.0 * i), 285 + 900).chance();

    assertThat(chance.probability()).isEqualTo(0.5);
    assertThat(chance.eta().p90()).isEqualTo(Chance.REACH);
  }

  @Test
  void growthThatSlowsDownIsFollowedToWhereItLevelsOff() {
    // 400 (1 - e^(-t/300)): at 285 s 245, drawn on as a line it would pass 450 in 9 minutes
    IntToDoubleFunction cache = i -> 400 * (1 - Math.exp(-15.0 * i / 300));

    GrowthExpert expert = GrowthExpert.of(window(20, cache), 450);

    assertThat(expert.slows()).isTrue();
    assertThat(expert.chance().probability()).isLessThan(0.2);
    assertThat(GrowthExpert.of(window(20, cache), 300).chance().probability()).isGreaterThan(0.9);
  }

  @Test
  void whatStandsOrFallsReachesNothing() {
    assertThat(GrowthExpert.of(window(20, i -> 95), 100).chance().probability()).isZero();
    assertThat(GrowthExpert.of(window(20, i -> 99 - i), 100).chance().probability()).isZero();
  }

  @Test
  void noiseNearTheLimitIsNoGrowth() {
    long seed = 11;
    Random random = new Random(seed);
    for (int run = 0; run < 50; run++) {
      Chance chance = GrowthExpert.of(window(20, i -> 90 + random.nextGaussian()), 100).chance();
      assertThat(chance.probability()).as("seed %d run %d", seed, run).isLessThan(0.5);
    }
  }

  @Test
  void aWindowHoldsItsSpanAndNoMore() {
    TrailingWindow window = new TrailingWindow(Duration.ofMinutes(1));
    for (int i = 0; i < 1000; i++) {
      window.add(START.plusSeconds(15L * i), i);
    }
    assertThat(window.size()).isEqualTo(5);
    assertThat(window.value(0)).isEqualTo(995);
    assertThat(window.span()).isEqualTo(Duration.ofMinutes(1));

    TrailingWindow fine = new TrailingWindow(Duration.ofHours(1));
    for (int i = 0; i < 1000; i++) {
      fine.add(START.plusSeconds(i), i);
    }
    assertThat(fine.size()).isEqualTo(TrailingWindow.CAPACITY);
    assertThat(fine.newest()).isEqualTo(999);
  }

  private static TrailingWindow window(int count, IntToDoubleFunction value) {
    TrailingWindow window = new TrailingWindow(Duration.ofMinutes(5));
    for (int i = 0; i < count; i++) {
      window.add(START.plusSeconds(15L * i), value.applyAsDouble(i));
    }
    return window;
  }
}
