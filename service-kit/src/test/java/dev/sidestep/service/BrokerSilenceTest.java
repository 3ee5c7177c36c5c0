package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerSilenceTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  private long nanoTime = -7; // such a clock may begin anywhere
  private final BrokerSilence silence =
      new BrokerSilence("kafka.bootstrap-servers", "127.0.0.1:9", () -> nanoTime);

  @Test
  void tellsOnceWithinTenSecondsWhatToDoAboutABrokerThatIsNotThere() {
    assertThat(linesOfSilence(10))
        .containsExactly(
            "kafka.bootstrap-servers is 127.0.0.1:9, and no broker has answered there for 5 s;"
                + " start the broker or correct the setting (it is asked again until it answers)");
  }

  @Test
  void remindsEverMoreRarely() {
    assertThat(linesOfSilence(3600)).hasSize(6);
    assertThat(linesOfSilence(24 * 3600)).as("a day: one each half an hour").hasSize(48);
  }

  @Test
  void tellsThatTheBrokerAnswersAgainWhereItsSilenceWasTold() {
    linesOfSilence(4);
    assertThat(silence.answer()).isEmpty();
    linesOfSilence(75);
    assertThat(silence.answer())
        .contains(
            "the broker at kafka.bootstrap-servers 127.0.0.1:9 answers after 75 s of silence");
    assertThat(silence.answer()).isEmpty();
    assertThat(linesOfSilence(6)).as("the next silence is a new one").hasSize(1);
  }

  @Test
  void anAnswerIsRecentForSoLong() {
    assertThat(silence.answeredWithin(TEN)).as("before the first one").isFalse();
    silence.answer();
    assertThat(silence.answeredWithin(TEN)).isTrue();
    nanoTime += TEN.toNanos();
    assertThat(silence.answeredWithin(TEN)).isTrue();
    nanoTime++;
    assertThat(silence.answeredWithin(TEN)).isFalse();
    silence.answer();
    assertThat(silence.answeredWithin(TEN)).isTrue();
  }

  /** What is said while the broker is asked each second and does not answer. */
  private List<String> linesOfSilence(int seconds) {
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      nanoTime += Duration.ofSeconds(1).toNanos();
      silence.noAnswer().ifPresent(lines::add);
    }
    return lines;
  }
}
