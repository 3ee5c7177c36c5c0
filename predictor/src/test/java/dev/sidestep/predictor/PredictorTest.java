package dev.sidestep.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.Quantiles;
import dev.sidestep.predictor.warn.MemorySettings;
import dev.sidestep.predictor.warn.WarningSettings;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private final Story story = new Story();

  @Test
  void refusesATickThatIsNotNewer() {
    story.margins(2, i -> 30.0);

    assertThatThrownBy(() -> story.brain.onTick(Story.tick(1), List.of()))
        .hasMessageContaining("ticks must grow");
    assertThatThrownBy(
            () -> story.brain.onTick(Story.tick(3), List.of(Story.device(Story.tick(2), 30))))
        .hasMessageContaining("is of tick");
  }

  @Test
  void scoresEachForecastAtItsHorizon() {
    story.margins(10, i -> 30.0);
    // the first forecast comes with the fourth frame, its first horizon four ticks later
    assertThat(story.steps.get(6).scores()).isEmpty();
    assertThat(story.steps.get(7).scores()).hasSize(1);
    ForecastScore score = story.steps.get(7).scores().get(0);
    assertThat(score.horizon()).isEqualTo(Duration.ofMinutes(1));
    assertThat(score.covered()).isTrue();
    // half widths 1.2: (.1 * 1.2 + 0 + .1 * 1.2) / 3
    assertThat(score.pinball()).isEqualTo(0.08, within(1e-9));

    story.margins(100, i -> 30.0);
    assertThat(story.steps.get(90).scores()).hasSize(3);
  }

  @Test
  void pinballLossIsAsymmetric() {
    Quantiles at = new Quantiles(Duration.ofMinutes(1), 8, 10, 12);

    // 3 above P50: (.1 * 5 + .5 * 3 + .9 * 1) / 3
    assertThat(Scoreboard.score(at, 13).pinball()).isEqualTo(2.9 / 3, within(1e-12));
    assertThat(Scoreboard.score(at, 13).covered()).isFalse();
    assertThat(Scoreboard.score(at, 12).covered()).isTrue();
  }

  @Test
  void countsWhatItSaidAndHowItTurnedOut() {
    CollectorRegistry registry = new CollectorRegistry();
    PredictorMetrics metrics = new PredictorMetrics(registry);
    assertThat(verdicts(registry, "missed")).isZero();
    assertThat(registry.getSampleValue("sidestep_forecast_pinball_count", HORIZON, FIVE_MINUTES))
        .isZero();

    story.margins(20, i -> 30.0);
    story.margins(80, i -> Math.max(-3, 30 - 0.5 * i));
    story.steps.forEach(metrics::record);

    String[] kind = {"kind"};
    String[] thermal = {"thermal_throttle"};
    assertThat(registry.getSampleValue("sidestep_warnings_total", kind, thermal)).isEqualTo(1);
    assertThat(verdicts(registry, "hit")).isEqualTo(1);
    assertThat(verdicts(registry, "false")).isZero();
    assertThat(registry.getSampleValue("sidestep_warning_lead_seconds_count", kind, thermal))
        .isEqualTo(1);
    assertThat(registry.getSampleValue("sidestep_warning_lead_seconds_sum", kind, thermal))
        .isEqualTo((double) story.warnings().get(0).verdict().lead().toSeconds());
    assertThat(registry.getSampleValue("sidestep_forecasts_total")).isEqualTo(97);
    // forecasts of ticks 3 to 79 have seen their five minutes
    assertThat(registry.getSampleValue("sidestep_forecast_scored_total", HORIZON, FIVE_MINUTES))
        .isEqualTo(77);
  }

  @Test
  void pinsTheDefaults() {
    PredictorProperties defaults = PredictorProperties.defaults();

    assertThat(defaults.instance()).isEmpty();
    assertThat(defaults.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.rebuild()).isEqualTo(Duration.ofHours(2));
    assertThat(defaults.memory())
        .isEqualTo(new MemorySettings(Duration.ofMinutes(5), Duration.ofMinutes(4), 12, 0.5));
    assertThat(defaults.warnings())
        .isEqualTo(
            new WarningSettings(
                0.5,
                0.2,
                2,
                4,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                new WarningSettings.Budget(4, 20, Duration.ofHours(1))));
  }

  @Test
  void refusesSettingsByNameValueAndRemedy() {
    assertThatThrownBy(() -> PredictorProperties.defaults().named("a b"))
        .hasMessage("predictor.instance is 'a b'; give up to 200 letters, digits, '.', '_' or '-'");
    assertThatThrownBy(() -> new MemorySettings(Duration.ofHours(1), Duration.ZERO, 12, 0.5))
        .hasMessage("predictor.memory.window is PT1H; give more than zero, at most PT15M");
    assertThatThrownBy(() -> new WarningSettings.Budget(0, 1, Duration.ofHours(1)))
        .hasMessage("predictor.warnings.budget.per-target is 0; give at least 1");
  }

  private static final String[] HORIZON = {"horizon"};
  private static final String[] FIVE_MINUTES = {"300"};

  private static Double verdicts(CollectorRegistry registry, String result) {
    return registry.getSampleValue(
        "sidestep_verdicts_total",
        new String[] {"kind", "result"},
        new String[] {"thermal_throttle", result});
  }
}
