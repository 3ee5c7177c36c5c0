package dev.sidestep.predictor.expert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.predictor.Story;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineRuleTest {
  @Test
  void marginBelowFiresBelowItsThresholdOnly() {
    BaselineRule rule = new MarginBelow(5);

    assertThat(rule.name()).isEqualTo("margin < 5.00 K");
    assertThat(rule.alert(Story.device(Story.tick(0), 5))).isFalse();
    assertThat(rule.alert(Story.device(Story.tick(1), 4.99))).isTrue();
    assertThat(rule.alert(carried(2, 1))).isFalse();
  }

  @Test
  void predictLinearFiresWhenTheLineIsBelowZeroInFifteenMinutes() {
    PredictLinear rule = new PredictLinear(Duration.ofMinutes(5), Duration.ofMinutes(15));

    assertThat(rule.name()).isEqualTo("predict_linear(margin[5m], 15m) < 0");
    assertThat(rule.alert(Story.device(Story.tick(0), 20))).isFalse();
    // falls .2 K a tick: 20.1 - .2 i - .2 * 60 after 15 minutes, below zero from i = 41
    int first = 0;
    for (int i = 1; first == 0 && i < 100; i++) {
      first = rule.alert(Story.device(Story.tick(i), 20.1 - 0.2 * i)) ? i : 0;
    }
    assertThat(first).isEqualTo(41);
  }

  @Test
  void predictLinearLooksBackFiveMinutesAndAtEachTargetAlone() {
    PredictLinear rule = new PredictLinear(Duration.ofMinutes(5), Duration.ofMinutes(15));
    for (int i = 0; i < 40; i++) {
      rule.alert(Story.device(Story.tick(i), 60 - i));
    }
    for (int i = 40; i < 61; i++) {
      rule.alert(Story.device(Story.tick(i), 20));
    }
    assertThat(rule.alert(Story.device(Story.tick(61), 20))).isFalse();
    assertThat(rule.alert(Story.pod(Story.tick(61), 100))).isFalse();
  }

  @Test
  void memoryAboveFiresAboveItsShareOfTheLimitOnly() {
    BaselineRule rule = new MemoryAbove(0.9);

    assertThat(rule.name()).isEqualTo("memory > 90 %");
    assertThat(rule.alert(Story.pod(Story.tick(0), 460))).isFalse();
    assertThat(rule.alert(Story.pod(Story.tick(1), 461))).isTrue();
    assertThat(rule.alert(Story.device(Story.tick(2), 0))).isFalse();
    assertThat(rule.alert(Story.missing(Story.POD, Story.tick(3)))).isFalse();
  }

  @Test
  void predictLinearFiresWhenTheLineOfMemoryPassesTheLimitInFifteenMinutes() {
    PredictLinear rule = PredictLinear.ofMemory(Duration.ofMinutes(5), Duration.ofMinutes(15));

    assertThat(rule.name()).isEqualTo("predict_linear(memory[5m], 15m) > limit");
    // grows 2 MiB a tick: 300 + 2 i + 2 * 60 after 15 minutes, above 512 from i = 47
    int first = 0;
    for (int i = 0; first == 0 && i < 100; i++) {
      first = rule.alert(Story.pod(Story.tick(i), 300 + 2.0 * i)) ? i : 0;
    }
    assertThat(first).isEqualTo(47);
  }

  private static Frame carried(int tick, double margin) {
    return Story.frame(
        Story.GPU,
        Story.tick(tick),
        Map.of(Signal.THERMAL_MARGIN, Reading.carried(margin, Source.SIMULATED)));
  }
}
