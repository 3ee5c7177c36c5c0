package dev.sidestep.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesUpToItsLongestWait() {
    assertThat(Backoff.after(1)).isEqualTo(Duration.ofMillis(200));
    assertThat(Backoff.after(2)).isEqualTo(Duration.ofMillis(400));
    assertThat(Backoff.after(8)).isEqualTo(Duration.ofMillis(25_600));
    assertThat(Backoff.after(1_000_000)).isEqualTo(Duration.ofMillis(25_600));
  }
}
