package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Lateness lateness = new Lateness(60);

  @Test
  void framesOfTheLastTicksAreInTime() {
    assertThat(looks(20, 75)).isEmpty();
    assertThat(lateness.worst()).isZero();
  }

  @Test
  void aShortPauseIsNoTrouble() {
    assertThat(looks(7, 200)).isEmpty();
    assertThat(looks(1, 30)).isEmpty();
    assertThat(looks(7, 200)).isEmpty();
  }

  @Test
  void saysHowOldTheNewestFrameIsUntilItHasCaughtUpForAWhile() {
    assertThat(looks(8, 90)).contains(Duration.ofSeconds(90));
    assertThat(looks(1, 121)).contains(Duration.ofSeconds(121));
    assertThat(looks(7, 20)).contains(Duration.ofSeconds(20));
    assertThat(looks(1, 20)).isEmpty();
    assertThat(lateness.worst()).isEqualTo(Duration.ofSeconds(121));
  }

  @Test
  void inRealTimeFortyFiveSecondsAreTooOld() {
    Lateness real = new Lateness(1);
    for (int i = 0; i < 7; i++) {
      real.look(NOW, NOW.minusSeconds(50));
    }
    assertThat(real.look(NOW, NOW.minusSeconds(50))).isPresent();
  }

  private Optional<Duration> looks(int times, int age) {
    Optional<Duration> last = Optional.empty();
    for (int i = 0; i < times; i++) {
      last = lateness.look(NOW, NOW.minusSeconds(age));
    }
    return last;
  }
}
