package dev.sidestep.predictor;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Warning;
import java.time.Instant;
import java.util.List;

/**
 * What a tick brings, to be published in this order: forecasts, then warnings.
 *
 * @param forecasts in their targets' order
 * @param warnings in their targets' order, each with a verdict once it is judged
 * @param scores of earlier forecasts whose horizon this tick is
 * @param heldBack warnings that the budget kept from being raised
 */
public record PredictorStep(
    Instant tick,
    List<Forecast> forecasts,
    List<Warning> warnings,
    List<ForecastScore> scores,
    int heldBack) {
  public PredictorStep {
    forecasts = List.copyOf(forecasts);
    warnings = List.copyOf(warnings);
    scores = List.copyOf(scores);
  }
}
