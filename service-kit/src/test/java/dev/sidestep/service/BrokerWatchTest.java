package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
  private final List<String> happened = new ArrayList<>();
  private boolean up;
  private long nanoTime;
  private final BrokerWatch watch =
      new BrokerWatch(
          new FakeQuestion(), new BrokerSilence("kafka", "127.0.0.1:9", () -> nanoTime));

  @Test
  void aBrokerThatIsStoppedIsAwayTenSecondsAfterItsLastAnswer() {
    up = true;
    watch.look();
    assertThat(watch.answers()).isTrue();

    up = false;
    for (int second = 0; second < 10; second++) {
      look();
      assertThat(watch.answers()).isTrue();
    }
    look();
    assertThat(watch.answers()).isFalse();

    up = true;
    look();
    assertThat(watch.answers()).isTrue();
  }

  @Test
  void isNotThereBeforeItHasAnswered() {
    watch.look();
    assertThat(watch.answers()).isFalse();
  }

  @Test
  void closingGivesTheConnectionBack() {
    watch.close();
    watch.close();
    assertThat(happened).containsExactly("closed");
  }

  private void look() {
    nanoTime += Duration.ofSeconds(1).toNanos();
    watch.look();
  }

  private final class FakeQuestion implements Question {
    @Override
    public boolean answered(Duration most) {
      return up;
    }

    @Override
    public void close() {
      happened.add("closed");
    }
  }
}
