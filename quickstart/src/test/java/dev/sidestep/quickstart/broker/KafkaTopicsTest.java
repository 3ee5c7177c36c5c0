package dev.sidestep.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.KafkaSettings;
import java.util.Map;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {
  private static final Topics NAMES = new Topics("run-1.");

  @Test
  void boundsTelemetryBySize() {
    assertThat(KafkaTopics.topic(NAMES.telemetry(), NAMES).configs())
        .isEqualTo(Map.of("retention.bytes", "536870912"));
  }

  @Test
  void keepsTheLastRecordOfAWarningAndOfAPlanForNinetyDays() {
    Map<String, String> settings =
        Map.of("cleanup.policy", "compact,delete", "retention.ms", "7776000000");
    assertThat(KafkaTopics.topic(NAMES.warnings(), NAMES).configs()).isEqualTo(settings);
    assertThat(KafkaTopics.topic(NAMES.outcomes(), NAMES).configs()).isEqualTo(settings);
  }

  @Test
  void givesOnePartitionToTopicsThatOneRemediatorMustOwnWhole() {
    assertThat(KafkaTopics.topic(NAMES.warnings(), NAMES).numPartitions()).isEqualTo(1);
    assertThat(KafkaTopics.topic(NAMES.outcomes(), NAMES).numPartitions()).isEqualTo(1);
    assertThat(KafkaTopics.topic(NAMES.frames(), NAMES).numPartitions())
        .as("the broker's default")
        .isEqualTo(-1);
  }

  @Test
  void takesATopicThatAnotherServiceMadeMeanwhile() {
    try (KafkaTopics topics = new KafkaTopics(KafkaSettings.of("127.0.0.1:1", NAMES))) {
      assertThatCode(
              () ->
                  topics.awaitCreated(
                      NAMES.frames(), failed(new TopicExistsException("it is there"))))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void namesTheTopicThatCannotBeMade() {
    try (KafkaTopics topics = new KafkaTopics(KafkaSettings.of("127.0.0.1:1", NAMES))) {
      assertThatThrownBy(
              () ->
                  topics.awaitCreated(
                      NAMES.frames(), failed(new TopicAuthorizationException("not you"))))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("creating topic " + NAMES.frames())
          .hasMessageContaining("TopicAuthorizationException")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void leavesTheRestToTheBroker() {
    assertThat(KafkaTopics.topic(NAMES.frames(), NAMES).configs()).isNull();
  }

  private static KafkaFuture<Void> failed(Exception why) {
    KafkaFutureImpl<Void> answer = new KafkaFutureImpl<>();
    answer.completeExceptionally(why);
    return answer;
  }
}
