package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepRateTest {
  private final StepRate rate = new StepRate();

  @Test
  void isDueOnceASecondHoweverOftenItIsAsked() {
    int due = 0;
    for (int i = 0; i < 100; i++) { // ten seconds of polls
      due += rate.due(T0.plusMillis(100L * i)) ? 1 : 0;
    }
    assertThat(due).isEqualTo(10);
  }

  @Test
  void isDueAtEachPollOfAClockThatRunsTenTimesAsFast() {
    for (int i = 0; i < 10; i++) {
      assertThat(rate.due(T0.plusSeconds(i))).isTrue();
    }
  }

  @Test
  void doesNotWaitForAClockThatWasSetBack() {
    assertThat(rate.due(T0)).isTrue();
    assertThat(rate.due(T0.minusSeconds(3600))).isTrue();
    assertThat(rate.due(T0.minusSeconds(3600).plusMillis(100))).isFalse();
  }
}
