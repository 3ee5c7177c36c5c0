package dev.sidestep.remediator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.service.ServiceLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KafkaRemediatorTest {
  @Test
  void isGoneWellBeforeComposeKillsIt() throws IOException {
    String compose = Files.readString(Path.of("..", "docker-compose.yml"));
    Matcher grace = Pattern.compile("stop_grace_period: (\\d+)s").matcher(compose);

    assertThat(grace.find()).isTrue();
    assertThat(ServiceLoop.LEAVE.multipliedBy(2))
        .isLessThan(Duration.ofSeconds(Long.parseLong(grace.group(1))));
  }
}
