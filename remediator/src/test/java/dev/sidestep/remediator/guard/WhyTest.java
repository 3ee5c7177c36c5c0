package dev.sidestep.remediator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhyTest {
  @Test
  void theWordCountsWhateverTheReasonSays() {
    assertThat(Why.of(declined("stale", "frozen: nothing moves"))).contains(Why.STALE);
    assertThat(Why.of(declined("stale", "a sentence in other words"))).contains(Why.STALE);
  }

  @Test
  void aRecordWithoutTheWordSaysItAtTheBeginningOfItsReason() {
    assertThat(Why.of(declined(null, "frozen: nothing moves"))).contains(Why.FROZEN);
    assertThat(Why.of(declined(null, "step 3 of 7 done"))).isEmpty();
  }

  @Test
  void aWordOfALaterVersionIsNotKnown() {
    assertThat(Why.of(declined("moonlight", "frozen: nothing moves"))).isEmpty();
  }

  private static Outcome declined(@Nullable String why, String reason) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Plan none =
        new Plan(
            "p1",
            "w1",
            at,
            Plan.Kind.NONE,
            "minilm",
            null,
            null,
            List.of(),
            null,
            Duration.ZERO,
            null,
            List.of(),
            List.of(),
            "because");
    return new Outcome(
        none, Outcome.Mode.AUTOMATIC, Outcome.Status.DECLINED, at, List.of(), null, reason, why);
  }
}
