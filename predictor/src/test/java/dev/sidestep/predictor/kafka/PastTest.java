package dev.sidestep.predictor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {
  private final Past past = new Past(Duration.ofHours(2));

  @Test
  void keepsOpenWarningsAndThoseJudgedLatelyAndHandsThemOverOnce() {
    past.add(open("forgotten by all", Story.START));
    for (int i = 0; i < 600; i++) {
      past.add(judged(open("judged " + i, Story.tick(i))));
    }
    past.add(open("standing", Story.tick(600)));

    assertThat(past.takeWarnings())
        .hasSize(2 + 479)
        .extracting(Warning::id)
        .contains("forgotten by all", "judged 121", "judged 599", "standing")
        .doesNotContain("judged 120");
    assertThat(past.takeWarnings()).isEmpty();
    assertThat(past.leftBehind(Story.tick(599))).isTrue();
  }

  private static Warning judged(Warning warning) {
    return warning.judged(
        new Verdict(Verdict.Result.FALSE, warning.issuedAt(), null, "a test judged it"));
  }

  private static Warning open(String id, Instant at) {
    return new Warning(
        id,
        Warning.Kind.THERMAL_THROTTLE,
        Story.GPU,
        at,
        at,
        0.9,
        new Eta(Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(120)),
        List.of(),
        at.plusSeconds(900),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }
}
