package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.remediator.guard.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivePolicyTest {
  private final WorldPlan plan = YamlScenarios.load("fan-failure").resolve(1);

  @Test
  void aFastRunAllowsWarningsMoreAgeAndItsRecordingSaysSo() {
    Policy fast = LiveServices.remediator(PlannedMachine.placement(plan), 60).policy();

    assertThat(fast.limits().maxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(PlannedMachine.manifest(plan, fast).policy()).isEqualTo(fast);
  }

  @Test
  void atTheDemosOwnPaceTheLimitsAreTheUsualOnes() {
    Policy usual = LiveServices.remediator(PlannedMachine.placement(plan), 1).policy();

    assertThat(usual.limits()).isEqualTo(Limits.defaults());
    assertThat(usual).isEqualTo(PlannedMachine.remediator(PlannedMachine.placement(plan)).policy());
  }
}
