package dev.sidestep.quickstart.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock wall = new VirtualClock(Instant.parse("2030-06-01T12:00:00Z"));

  @Test
  void aScaledClockRunsAheadOfTheWall() {
    ScaledClock clock = new ScaledClock(wall, START, 10);
    assertThat(clock.instant()).isEqualTo(START);
    wall.advance(Duration.ofMillis(1500));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(15));
    assertThat(clock.onTheWall(Duration.ofSeconds(15))).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void aVirtualClockStandsUntilItIsMovedAndNeverGoesBack() {
    Instant before = wall.instant();
    assertThat(wall.instant()).isEqualTo(before);
    assertThat(wall.advance(Duration.ofSeconds(1))).isEqualTo(before.plusSeconds(1));
    assertThat(wall.instant()).isEqualTo(before.plusSeconds(1));
    assertThatThrownBy(() -> wall.advance(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
  }

  @Test
  void refusesASpeedThatIsNone() {
    assertThatThrownBy(() -> new ScaledClock(wall, START, 0)).hasMessageContaining("speed is 0.0");
    assertThatThrownBy(() -> new ScaledClock(wall, START, Double.NaN))
        .hasMessageContaining("speed is NaN");
  }
}
