package dev.sidestep.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScoreTest {
  @Test
  void theMedianOfTwoHitsLiesBetweenThem() {
    assertThat(Score.of(hits(60, 91)).medianTimeToEvent()).isEqualTo(Duration.ofMillis(75_500));
    assertThat(Score.of(hits(60, 91, 300)).medianTimeToEvent()).isEqualTo(Duration.ofSeconds(91));
    assertThat(Score.of(hits()).medianTimeToEvent()).isNull();
  }

  private static List<Warning> hits(long... seconds) {
    Warning told = FanFailureStory.memoryWarning(45);
    return LongStream.of(seconds)
        .mapToObj(Duration::ofSeconds)
        .map(
            lead ->
                told.judged(
                    new Verdict(Verdict.Result.HIT, told.raisedAt().plus(lead), lead, "it came")))
        .toList();
  }
}
