package dev.sidestep.collector.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:01Z");
  private static final Alignment RULES =
      new Alignment(Duration.ofSeconds(15), Duration.ofSeconds(2), 4, 6, 3);

  private final Aligner aligner = new Aligner(RULES);

  @Test
  void savesOnlyWhatHasChanged() {
    accept("minilm-0", AT);
    assertThat(changes()).containsExactly("pod/lab/demo/minilm-0 u null", "");
    assertThat(changes()).isEmpty();
    accept("minilm-1", AT);
    assertThat(changes()).containsExactly("pod/lab/demo/minilm-1 u null");
  }

  @Test
  void takesAForgottenTargetOutOfTheStore() {
    accept("minilm-0", AT);
    changes();
    accept("minilm-1", AT.plusSeconds(15 * 8));
    aligner.closeDue();
    Map<String, byte[]> changed = new LinkedHashMap<>();
    aligner.save(changed::put);
    assertThat(changed).containsEntry("pod/lab/demo/minilm-0 u null", null);
  }

  @Test
  void refusesAStateOfAnotherVersion() {
    assertThatThrownBy(() -> aligner.restore("pod/x", new byte[] {2, 0, 0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("changelog");
  }

  private void accept(String pod, Instant at) {
    Target target = Target.pod("lab", "demo", pod, "u", null);
    aligner.accept(Sampled.of(target, Signal.POD_MEMORY, at, 5, Source.MEASURED), at);
  }

  private List<String> changes() {
    List<String> keys = new ArrayList<>();
    aligner.save((key, state) -> keys.add(key));
    return keys;
  }
}
