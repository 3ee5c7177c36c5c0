package dev.sidestep.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void publishesOneFiveAndFifteenMinutesOfWhatTheModelLooksAt() {
    assertThat(seconds(Times.PUBLISHED)).containsExactly(60L, 300L, 900L);
    assertThat(seconds(Times.HORIZONS)).containsExactly(60L, 120L, 300L, 900L);
    assertThat(Times.REACH).isEqualTo(Duration.ofMinutes(15));
  }

  private static List<Long> seconds(List<Duration> horizons) {
    return horizons.stream().map(Duration::toSeconds).toList();
  }
}
