package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.testkit.ReplayedDevice;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StoryTest {
  private static final Warning WARNING = ReplayedDevice.warning();

  @Test
  void warningsOfBeforeTheRunAreNoPartOfIt() {
    assertThat(told(WARNING.raisedAt()).warnings()).hasSize(1);
    assertThat(told(WARNING.raisedAt().plusSeconds(1)).warnings()).isEmpty();
  }

  @Test
  void aWarningThatNobodyHasJudgedIsNotTheHeadlineForEver() {
    assertThat(headline(WARNING.expiresAt().minusSeconds(1))).contains(WARNING.target().name());
    assertThat(headline(WARNING.expiresAt())).doesNotContain(WARNING.target().name());
  }

  private static String headline(Instant now) {
    ConsoleModel page = page(now);
    page.accept(WARNING);
    return page.view().headline().text();
  }

  private static Story told(Instant begin) {
    Story story = new Story(Topics.DEFAULT, page(begin.plus(Duration.ofMinutes(1))), begin);
    story.accept(
        new ConsumerRecord<>(
            Topics.DEFAULT.warnings(), 0, 0, new byte[0], WarningCodec.encode(WARNING)));
    return story;
  }

  private static ConsoleModel page(Instant now) {
    return new ConsoleModel(
        new RunFacts(
            "quiet",
            1,
            1,
            Outcome.Mode.OBSERVE,
            RunFacts.Phase.RUNNING,
            now.minusSeconds(60),
            now,
            RunTotals.NONE,
            null,
            null));
  }
}
