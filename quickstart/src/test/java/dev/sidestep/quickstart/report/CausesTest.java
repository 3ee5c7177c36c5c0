package dev.sidestep.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning.Kind;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import org.junit.jupiter.api.Test;

class CausesTest {
  @Test
  void aFanCausesHeatOnItsDeviceFromItsFailureOn() {
    WorldPlan plan = YamlScenarios.load("fan-failure").resolve(7);
    WorldPlan.Fault fan = plan.faults().get(0);
    Causes causes = Causes.of(plan, Samples.BEGIN);

    for (WorldPlan.Device device : plan.devices()) {
      Target target = PlannedMachine.target(device);
      if (device.name().equals(fan.device())) {
        assertThat(causes.began(Kind.THERMAL_THROTTLE, target))
            .contains(Samples.BEGIN.plus(fan.at()));
      } else {
        assertThat(causes.began(Kind.THERMAL_THROTTLE, target)).isEmpty();
      }
      assertThat(causes.began(Kind.MEMORY_EXHAUSTION, target)).isEmpty();
    }
  }

  @Test
  void aLeakCausesKillsOfThePodsOnItsDevice() {
    WorldPlan plan = YamlScenarios.load("memory-leak").resolve(1);
    WorldPlan.Fault leak = plan.faults().get(0);
    DeviceClass on = plan.device(leak.device()).deviceClass();
    Target pod = Target.pod("demo", "default", "minilm-1", "uid", on);

    assertThat(Causes.of(plan, Samples.BEGIN).began(Kind.MEMORY_EXHAUSTION, pod))
        .contains(Samples.BEGIN.plus(leak.at()));
  }
}
