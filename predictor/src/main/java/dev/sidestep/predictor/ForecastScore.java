package dev.sidestep.predictor;

import java.time.Duration;

/**
 * How one quantile triple turned out.
 *
 * @param pinball mean pinball loss of P10, P50 and P90, in the signal's unit
 * @param covered whether the value fell between P10 and P90
 */
public record ForecastScore(Duration horizon, double pinball, boolean covered) {}
