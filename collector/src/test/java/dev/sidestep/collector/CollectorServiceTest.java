package dev.sidestep.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Topics;
import dev.sidestep.service.DirectoryUnusableException;
import dev.sidestep.service.KafkaSettings;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorServiceTest {
  @TempDir Path dir;

  @Test
  void keepsItsStateDirectoryToItself() {
    try (CollectorService first = collector("127.0.0.1:9")) {
      assertThatThrownBy(() -> collector("127.0.0.1:9"))
          .isInstanceOf(DirectoryUnusableException.class)
          .hasMessageContaining(dir.toString())
          .hasMessageContaining("collector.streams.state-dir");
      assertThat(first.failure()).isEmpty();
    }
    collector("127.0.0.1:9").close();
  }

  @Test
  void leavesNoLockWhereItCannotBeMade() {
    assertThatThrownBy(() -> collector("no-such-host.invalid:9")).hasNoSuppressedExceptions();
    collector("127.0.0.1:9").close();
  }

  private CollectorService collector(String broker) {
    CollectorProperties usual = CollectorProperties.defaults();
    CollectorProperties.Streams streams = usual.streams();
    return new CollectorService(
        new CollectorProperties(
            usual.frames(),
            usual.names(),
            new CollectorProperties.Streams(
                streams.guarantee(),
                streams.commitInterval(),
                dir,
                streams.threads(),
                streams.sessionTimeout())),
        KafkaSettings.of(broker, Topics.DEFAULT),
        Clock.systemUTC(),
        new CollectorRegistry());
  }
}
