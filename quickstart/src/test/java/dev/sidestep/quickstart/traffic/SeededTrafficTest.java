package dev.sidestep.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededTrafficTest {
  @Test
  void burstsAsTheTraceDoes() {
    // long enough that the slow wander averages out
    TraceShape shape = TraceShape.of(TraceShape.take(traffic(7, 5.53, 1), 600_000));

    assertThat(shape.requestsPerSecond()).isCloseTo(5.53, within(0.25));
    assertThat(shape.dispersion1()).isCloseTo(1.39, within(0.15));
    assertThat(shape.dispersion10()).isCloseTo(3.86, within(0.6));
    assertThat(shape.dispersion60()).isCloseTo(16.1, within(3.0));
    assertThat(shape.autocorrelation10()).isCloseTo(0.69, within(0.06));
    assertThat(shape.autocorrelation60()).isCloseTo(0.59, within(0.08));
  }

  @Test
  void hasTheLengthsOfTheTrace() {
    List<TraceFile.Arrival> requests = TraceShape.take(traffic(7, 5.53, 1), 100_000);

    List<Double> tokens = TraceShape.of(requests).tokensP10P50P90();
    assertThat(tokens.get(0)).isCloseTo(207, within(20.0));
    assertThat(tokens.get(1)).isCloseTo(1020, within(30.0));
    assertThat(tokens.get(2)).isCloseTo(2735, within(80.0));
    assertThat(requests)
        .allMatch(r -> r.contextTokens() <= TraceFit.MOST_TOKENS * TraceFit.TOKENS_DIVISOR);
  }

  @Test
  void withoutBurstinessTheRateStandsStill() {
    TraceShape shape = TraceShape.of(TraceShape.take(traffic(3, 4, 0), 100_000));

    assertThat(shape.dispersion10()).isCloseTo(1, within(0.1));
    assertThat(shape.autocorrelation10()).isCloseTo(0, within(0.05));
  }

  @Test
  void theSameSeedSendsTheSameRequests() {
    SeededTraffic one = traffic(11, 3, 1);
    SeededTraffic two = traffic(11, 3, 1);

    for (int i = 0; i < 5_000; i++) {
      Request request = one.next();
      assertThat(two.next()).isEqualTo(request);
      assertThat(request.number()).isEqualTo(i);
    }
  }

  @Test
  void aSwingChangesTheRateWhileItLasts() {
    WorldPlan.Swing swing =
        new WorldPlan.Swing(
            Duration.ofSeconds(1000), Duration.ofSeconds(1000), 2, Duration.ofSeconds(100));
    SeededTraffic traffic =
        new SeededTraffic(
            Plans.with(1, new WorldPlan.Traffic(10, 0, List.of(swing))), Instant.EPOCH);

    List<TraceFile.Arrival> requests = TraceShape.take(traffic, 35_000);

    assertThat(between(requests, 0, 1000)).isCloseTo(10_000, within(400L));
    assertThat(between(requests, 1100, 1900)).isCloseTo(16_000, within(500L));
    assertThat(between(requests, 1000, 1100)).isCloseTo(1_500, within(150L));
    assertThat(between(requests, 2000, 2500)).isCloseTo(5_000, within(300L));
  }

  @Test
  void aTextHasAboutAsManyWordsAsTokens() {
    Request request = new Request(3, Instant.EPOCH, 40);

    assertThat(request.text().split(" ")).hasSize(40);
    assertThat(request.text()).isEqualTo(new Request(3, Instant.EPOCH, 40).text());
    assertThat(request.text()).isNotEqualTo(new Request(4, Instant.EPOCH, 40).text());
  }

  private static long between(List<TraceFile.Arrival> requests, double from, double to) {
    return requests.stream().filter(r -> r.seconds() >= from && r.seconds() < to).count();
  }

  private static SeededTraffic traffic(long seed, double rate, double burstiness) {
    return new SeededTraffic(
        Plans.with(seed, new WorldPlan.Traffic(rate, burstiness, List.of())), Instant.EPOCH);
  }
}
