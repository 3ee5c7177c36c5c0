package dev.sidestep.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorPropertiesTest {
  @Test
  void namesAndDefaultsStayWhatTheyAre() {
    assertThat(CollectorProperties.defaults())
        .hasToString(
            "CollectorProperties["
                + "frames=Frames[grace=PT2S, carryTicks=4, forgetTicks=20,"
                + " maxTargets=10000, futureSkew=PT5S, idleTimeout=PT20S], "
                + "names=Names[cluster=local, files=[], targetFiles=[]], "
                + "streams=Streams[guarantee=AT_LEAST_ONCE, commitInterval=PT0.2S,"
                + " stateDir="
                + Path.of(".sidestep", "collector")
                + ", threads=1, sessionTimeout=PT6S]]");
  }

  @Test
  void refusesWhatCannotWorkByName() {
    Duration tick = Duration.ofSeconds(15);
    Duration zero = Duration.ZERO;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollectorProperties.Frames(tick.negated(), 4, 20, 10, zero, zero))
        .withMessageContaining("grace is PT-15S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollectorProperties.Frames(zero, 4, 20, 10, zero, tick.negated()))
        .withMessageContaining("collector.frames.idle-timeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollectorProperties.Frames(zero, 4, 20, 0, zero, zero))
        .withMessageContaining("max-targets is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CollectorProperties.Names(" ", List.of(), List.of()))
        .withMessageContaining("collector.names.cluster");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CollectorProperties.Streams(
                    CollectorProperties.Guarantee.AT_LEAST_ONCE, tick, Path.of("x"), 0, tick))
        .withMessageContaining("collector.streams.threads");
  }
}
