package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sidestep.contracts.Topics;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "broker", "broker:", ":9092", "a:1,", "a:1 ,b:2", "http://a:b"})
  void refusesWhatIsNoListOfBrokers(String servers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSettings.of(servers, Topics.DEFAULT))
        .withMessageContaining("kafka.bootstrap-servers is '" + servers + "'");
  }

  @Test
  void takesSeveralBrokers() {
    assertThat(KafkaSettings.of("a.example:9092,10.0.0.1:9093", Topics.DEFAULT).common("me"))
        .containsEntry("bootstrap.servers", "a.example:9092,10.0.0.1:9093")
        .containsEntry("client.id", "me");
  }

  @Test
  void hasOneBatchUnderWaySoThatANewPartitionTakesThemInOrder() {
    assertThat(KafkaSettings.of("a:1", Topics.DEFAULT).producing("me"))
        .containsEntry("max.in.flight.requests.per.connection", "1")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("acks", "all");
  }

  @Test
  void letsAnInstallationsSettingsWin() {
    Properties common =
        new KafkaSettings(
                "a:1", Topics.DEFAULT, Map.of("security.protocol", "SSL", "client.id", "theirs"))
            .common("ours");
    assertThat(common)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.id", "theirs");
  }
}
