package dev.sidestep.predictor.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.forecast.Crossing;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginExpertTest {
  private static final Target GPU = Target.device("demo", "gpu-0", DeviceClass.GPU);

  @Test
  void knowsTheNormalCurve() {
    assertThat(Bell.below(0)).isEqualTo(0.5, within(2e-7));
    assertThat(Bell.below(Bell.P90)).isEqualTo(0.9, within(2e-7));
    assertThat(Bell.below(-1.959964)).isEqualTo(0.025, within(2e-7));
    assertThat(Bell.below(-9)).isLessThan(1e-12);
  }

  @Test
  void readsTheProbabilityOffTheSideOfTheBandThatZeroIsOn() {
    // zero lies at P10: 10 %; at P90: 90 %; half way to P10 on the narrow side: Phi(-.64078) =
    // .2608
    assertThat(read(quantiles(60, 0, 4, 20)).probability()).isEqualTo(0.1);
    assertThat(read(quantiles(60, -20, -4, 0)).probability()).isEqualTo(0.9);
    assertThat(read(quantiles(60, -4, 4, 50)).probability()).isEqualTo(0.2608);
    assertThat(read(quantiles(60, -9, 0, 1)).probability()).isEqualTo(0.5);
  }

  @Test
  void takesTheHorizonAtWhichTheProbabilityIsLargest() {
    Chance chance =
        read(quantiles(60, 5, 8, 9), quantiles(300, -9, -4, 0), quantiles(900, 2, 6, 9));

    assertThat(chance.probability()).isEqualTo(0.9);
  }

  @Test
  void aBandWithoutWidthIsCertain() {
    assertThat(read(quantiles(60, 1, 1, 1)).probability()).isZero();
    assertThat(read(quantiles(60, -1, -1, -1)).probability()).isEqualTo(1);
  }

  @Test
  void theEtaIsWhereThePathsFromTheMarginNowReachZero() {
    // from 10 K now: P10 reaches zero on the way from 10 to -10 within 60 s, P50 between 60 and
    // 300 s on the way from 4 to -4, P90 between 300 and 900 s from 2 to -1
    Chance chance =
        read(quantiles(60, -10, 4, 8), quantiles(300, -12, -4, 2), quantiles(900, -15, -9, -1));

    assertThat(chance.eta()).isEqualTo(eta(30, 180, 700));
  }

  @Test
  void aPathThatDoesNotReachZeroIsClippedToFifteenMinutes() {
    Chance chance = read(quantiles(900, -10, -2, 6));

    assertThat(chance.eta()).isEqualTo(eta(450, 750, 900));
  }

  @Test
  void whereAGovernorHoldsTheMarginTheChanceOfCrossingTellsTheTime() {
    // the margin is held near zero and its quantiles never cross, the chance of touching does
    Outlook held =
        outlook(
            List.of(quantiles(60, 5, 6, 7), quantiles(300, 0.5, 1, 3), quantiles(900, 0.4, 1, 3)),
            List.of(crossing(60, 0), crossing(300, 0.8), crossing(900, 1)));

    Chance chance = MarginExpert.read(10, held);

    assertThat(chance.probability()).isEqualTo(1);
    assertThat(chance.eta()).isEqualTo(eta(90, 210, 600));
  }

  @Test
  void theChanceOfCrossingTellsTheTimeAlsoWhereTheMarginsPathsReachZeroLater() {
    // the paths reach zero after 300 and 900 s; by then it has been touched almost for certain
    Outlook sinking =
        outlook(
            List.of(quantiles(60, 1, 4, 7), quantiles(300, 0, 2, 6), quantiles(900, -1, 0, 5)),
            List.of(crossing(60, 0.4), crossing(300, 0.8), crossing(900, 0.95)));

    assertThat(MarginExpert.read(10, sinking).eta()).isEqualTo(eta(15, 120, 700));
  }

  @Test
  void belowZeroTheTimeHasCome() {
    Outlook rising = outlook(List.of(quantiles(60, 5, 6, 7)), List.of());

    assertThat(MarginExpert.read(-0.5, rising)).isEqualTo(Chance.NOW);
  }

  private static Chance read(Quantiles... horizons) {
    return MarginExpert.read(10, outlook(List.of(horizons), List.of()));
  }

  private static Outlook outlook(List<Quantiles> horizons, List<Crossing> crossings) {
    Instant at = Instant.parse("2026-03-01T00:00:00Z");
    return new Outlook(
        new Forecast(GPU, Signal.THERMAL_MARGIN, at, horizons, "by hand"), crossings);
  }

  private static Quantiles quantiles(int seconds, double p10, double p50, double p90) {
    return new Quantiles(Duration.ofSeconds(seconds), p10, p50, p90);
  }

  private static Crossing crossing(int seconds, double probability) {
    return new Crossing(Duration.ofSeconds(seconds), probability);
  }

  private static Eta eta(int p10, int p50, int p90) {
    return new Eta(Duration.ofSeconds(p10), Duration.ofSeconds(p50), Duration.ofSeconds(p90));
  }
}
