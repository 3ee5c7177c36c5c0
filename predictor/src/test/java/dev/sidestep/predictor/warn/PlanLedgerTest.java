package dev.sidestep.predictor.warn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.Story;
import dev.sidestep.predictor.warn.PlanLedger.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlanLedgerTest {
  private static final Instant NOW = Story.START.plus(Duration.ofHours(5));

  private final PlanLedger ledger = new PlanLedger();

  /** Of a warning of another partition, or judged before its plan's last record came. */
  @Test
  void letsGoOfPlansNotHeardOfForLongThoughNobodyForgetsTheirWarning() {
    Warning old = Story.warning("old");
    Warning young = Story.warning("young");
    Warning endless = Story.warning("endless");
    Warning slow = Story.warning("slow");
    ledger.note(Story.outcome(old, Outcome.Status.SUCCEEDED, NOW.minus(Duration.ofHours(4))));
    ledger.note(Story.outcome(young, Outcome.Status.SUCCEEDED, NOW.minus(Duration.ofHours(2))));
    ledger.note(Story.outcome(endless, Outcome.Status.RUNNING, NOW.minus(Duration.ofHours(4))));
    ledger.note(Story.outcome(slow, Outcome.Status.RUNNING, NOW.minus(Duration.ofHours(4))));
    ledger.note(Story.outcome(slow, Outcome.Status.RUNNING, NOW.minus(Duration.ofMinutes(5))));

    ledger.forgetSilentLongBefore(NOW);

    assertThat(ledger.standing("old", NOW)).isEqualTo(Standing.NOTHING);
    assertThat(ledger.standing("young", NOW)).isEqualTo(Standing.DONE);
    assertThat(ledger.standing("endless", NOW))
        .as("its remediator died and none came after it")
        .isEqualTo(Standing.NOTHING);
    assertThat(ledger.standing("slow", NOW)).isEqualTo(Standing.UNDER_WAY);
  }
}
