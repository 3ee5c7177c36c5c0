package dev.sidestep.quickstart.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ScenarioTest {
  static final List<String> NAMES = YamlScenarios.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSameSeedMakesTheSameWorld(String name) {
    Scenario scenario = YamlScenarios.load(name);

    for (long seed = 1; seed <= 200; seed++) {
      assertThat(scenario.resolve(seed)).as("seed %d", seed).isEqualTo(scenario.resolve(seed));
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyWorldIsInsideItsRanges(String name) {
    Scenario scenario = YamlScenarios.load(name);

    for (long seed = 1; seed <= 200; seed++) {
      WorldPlan plan = scenario.resolve(seed);
      assertThat(plan.duration())
          .as("duration at seed %d", seed)
          .isBetween(scenario.duration().shortest(), scenario.duration().longest());
      assertThat(scenario.model().servesOn()).contains(plan.model().serving());
      for (WorldPlan.Fault fault : plan.faults()) {
        assertThat(fault.severity())
            .as("severity at seed %d", seed)
            .isBetween(fault.kind().min(), fault.kind().max());
        assertThat(fault.at()).as("start at seed %d", seed).isLessThan(plan.duration());
        assertThat(plan.device(fault.device())).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void seedsDifferInMoreThanNoise(String name) {
    Scenario scenario = YamlScenarios.load(name);
    List<WorldPlan> plans = LongStream.rangeClosed(1, 60).mapToObj(scenario::resolve).toList();

    Set<String> serving =
        plans.stream().map(plan -> plan.model().serving()).collect(Collectors.toSet());
    assertThat(serving).hasSize(3);
    double least = plans.stream().mapToDouble(p -> p.traffic().requestsPerSecond()).min().orElse(0);
    double most = plans.stream().mapToDouble(p -> p.traffic().requestsPerSecond()).max().orElse(0);
    assertThat(most).isGreaterThan(1.2 * least);
    assertThat(plans.stream().map(WorldPlan::duration).distinct()).hasSizeGreaterThan(20);
  }

  @Test
  void weightsDecideHowOftenAFaultComes() {
    Scenario scenario = YamlScenarios.load("fan-failure");

    long mild =
        LongStream.rangeClosed(1, 1000)
            .mapToObj(scenario::resolve)
            .filter(plan -> plan.faults().get(0).severity() < 1.5)
            .count();

    assertThat(mild).isBetween(70L, 130L);
  }

  @Test
  void oneMoreFaultLeavesTheOthersAsTheyWere() {
    Scenario before = YamlScenarios.load("telemetry-lost");
    Scenario after =
        new Scenario(
            before.name(),
            before.title(),
            before.duration(),
            before.devices(),
            before.model(),
            before.traffic(),
            before.faults().subList(0, 1));

    for (long seed = 1; seed <= 50; seed++) {
      assertThat(after.resolve(seed).faults())
          .as("seed %d", seed)
          .isEqualTo(before.resolve(seed).faults().subList(0, 1));
    }
  }
}
