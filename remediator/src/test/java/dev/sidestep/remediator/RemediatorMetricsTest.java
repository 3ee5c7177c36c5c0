package dev.sidestep.remediator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.remediator.guard.Why;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediatorMetricsTest {
  @Test
  void allNamesArePinnedAndHaveHelp() {
    CollectorRegistry registry = new CollectorRegistry();
    new RemediatorMetrics(registry, Mode.OBSERVE);

    List<Collector.MetricFamilySamples> families = Collections.list(registry.metricFamilySamples());
    assertThat(families)
        .extracting(family -> family.name)
        .containsExactlyInAnyOrder(
            "sidestep_decisions",
            "sidestep_moves",
            "sidestep_remediator_unreadable",
            "sidestep_remediator_evicted",
            "sidestep_move_seconds",
            "sidestep_move_running",
            "sidestep_remediator_leading",
            "sidestep_blind_targets",
            "sidestep_remediator_mode");
    assertThat(families).allMatch(family -> !family.help.isBlank());
  }

  @Test
  void everyKnownReasonStartsAtZero() {
    CollectorRegistry registry = new CollectorRegistry();
    new RemediatorMetrics(registry, Mode.OBSERVE);

    for (Why why : Why.values()) {
      assertThat(decisions(registry, "ignore", why)).as(why.label()).isZero();
    }
  }

  @Test
  void countsBlindTargetsUntilTheyAreSeenAgain() {
    Stage stage = new Stage(Mode.AUTOMATIC);
    stage.heat(Scene.frame(Scene.GPU, stage.now, Map.of(Signal.THERMAL_MARGIN, Reading.missing())));
    stage.warn(Scene.thermal(Scene.GPU, stage.now, 200, 240, 300));
    assertThat(stage.registry.getSampleValue("sidestep_blind_targets")).isEqualTo(1);
    assertThat(decisions(stage.registry, "ignore", Why.BLIND)).isEqualTo(1);

    stage.heat(Scene.frame(Scene.GPU, stage.now, 20, 0.6));
    stage.warn(Scene.thermal(Scene.GPU, stage.now, 200, 240, 300));
    assertThat(stage.registry.getSampleValue("sidestep_blind_targets")).isZero();
    assertThat(stage.registry.getSampleValue("sidestep_move_running")).isEqualTo(1);
  }

  @Test
  void whoHasLostTheLeadTellsOfNoBlindTargetAndNoMove() {
    Stage stage = new Stage(Mode.AUTOMATIC);
    stage.metrics.leading(true);
    stage.metrics.running(true);
    stage.heat(Scene.frame(Scene.GPU, stage.now, Map.of(Signal.THERMAL_MARGIN, Reading.missing())));
    stage.warn(Scene.thermal(Scene.GPU, stage.now, 200, 240, 300));
    assertThat(stage.registry.getSampleValue("sidestep_blind_targets")).isEqualTo(1);

    stage.metrics.leading(false);

    assertThat(stage.registry.getSampleValue("sidestep_blind_targets")).isZero();
    assertThat(stage.registry.getSampleValue("sidestep_move_running")).isZero();
    assertThat(stage.registry.getSampleValue("sidestep_remediator_leading")).isZero();
  }

  private static double decisions(CollectorRegistry registry, String decision, Why why) {
    return registry.getSampleValue(
        "sidestep_decisions_total",
        new String[] {"decision", "reason"},
        new String[] {decision, why.label()});
  }
}
