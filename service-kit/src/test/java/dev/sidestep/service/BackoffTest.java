package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  @Test
  void doublesUpToItsLongestWait() {
    assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(400));
    assertThat(backoff.after(6)).isEqualTo(Duration.ofMillis(6_400));
    assertThat(backoff.after(7)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.after(1_000_000)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void waitsAsAfterOneFailureWhereNothingHasFailed() {
    assertThat(backoff.after(0)).isEqualTo(Duration.ofMillis(200));
  }
}
