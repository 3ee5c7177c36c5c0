package dev.sidestep.predictor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.Story;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaOutcomesTest {
  private static final Instant NOW = Story.START.plus(Duration.ofHours(5));

  private final FakeBroker broker = new FakeBroker(1);

  @Test
  void forgetsPlansThatNothingWasHeardOfForLong() {
    say("old", NOW.minus(Duration.ofHours(4)));
    say("new", NOW);
    assertThat(kept()).containsExactly("new");
  }

  @Test
  void anOutcomeDatedAheadMakesNoOtherOld() {
    say("under way", NOW.minus(Duration.ofMinutes(1)));
    say("ahead", NOW.plus(Duration.ofDays(9)));
    assertThat(kept()).containsExactly("under way", "ahead");
  }

  private void say(String warning, Instant at) {
    broker.outcome(Story.outcome(Story.warning(warning), Outcome.Status.RUNNING, at));
  }

  private List<String> kept() {
    DeadLetters letters =
        new DeadLetters(
            new TopicWriter(
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer())),
            broker.topics,
            new DeadLetterCounter(new CollectorRegistry()));
    KafkaOutcomes outcomes =
        new KafkaOutcomes(
            new LogConsumer(broker, "outcomes"),
            broker.topics.outcomes(),
            letters,
            Clock.fixed(NOW, ZoneOffset.UTC));
    outcomes.drain(false);
    return outcomes.latest().stream().map(outcome -> outcome.plan().warningId()).toList();
  }
}
