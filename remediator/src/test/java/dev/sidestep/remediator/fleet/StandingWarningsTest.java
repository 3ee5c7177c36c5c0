package dev.sidestep.remediator.fleet;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.Scene;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingWarningsTest {
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  private final StandingWarnings standing = new StandingWarnings(Duration.ofSeconds(90));

  @Test
  void standsWhileItIsIssuedAgain() {
    standing.accept(warning(T0, T0.plusSeconds(900)));

    assertStands(T0, true);
    assertStands(T0.plusSeconds(90), true);
    standing.accept(warning(T0.plusSeconds(90), T0.plusSeconds(900)));
    assertStands(T0.plusSeconds(180), true);
  }

  @Test
  void oneThatIsNotIssuedAgainDoesNotStandWhateverItSaysOfItsEnd() {
    standing.accept(warning(T0, FAR));

    assertStands(T0.plusSeconds(91), false);
  }

  @Test
  void oneThatCallsItselfOfTheFutureDoesNotStandBeforeIt() {
    standing.accept(warning(FAR.minusSeconds(900), FAR));

    assertStands(T0, false);
  }

  @Test
  void expiredAndJudgedOnesDoNotStand() {
    standing.accept(warning(T0, T0.plusSeconds(10)));
    assertStands(T0.plusSeconds(10), false);
    standing.accept(Scene.judged(warning(T0, FAR)));
    assertStands(T0, false);
  }

  private void assertStands(Instant at, boolean expected) {
    assertThat(standing.on(GPU.key(), at)).isEqualTo(expected);
    assertThat(standing.targets(Warning.Kind.THERMAL_THROTTLE, at).contains(GPU.key()))
        .as("one rule for both questions")
        .isEqualTo(expected);
  }

  private static Warning warning(Instant issuedAt, Instant expiresAt) {
    Warning like = Scene.thermal(GPU, issuedAt, 200, 240, 300);
    return new Warning(
        like.id(),
        like.kind(),
        like.target(),
        like.raisedAt(),
        like.issuedAt(),
        like.probability(),
        like.eta(),
        like.evidence(),
        expiresAt,
        like.remedy(),
        like.verdict());
  }
}
