package dev.sidestep.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {
  private static final Topics NAMES = new Topics("run-1.");

  @Test
  void boundsTelemetryBySizeAndNothingByAge() {
    assertThat(KafkaTopics.topic(NAMES.telemetry(), NAMES).configs())
        .isEqualTo(Map.of("retention.bytes", "536870912"));
  }

  @Test
  void compactsWhereTheLastRecordOfAKeyIsTheWholeStory() {
    assertThat(KafkaTopics.topic(NAMES.warnings(), NAMES).configs())
        .isEqualTo(Map.of("cleanup.policy", "compact"));
    assertThat(KafkaTopics.topic(NAMES.outcomes(), NAMES).configs())
        .isEqualTo(Map.of("cleanup.policy", "compact"));
  }

  @Test
  void leavesTheRestToTheBroker() {
    assertThat(KafkaTopics.topic(NAMES.frames(), NAMES).configs()).isNull();
  }
}
