package dev.sidestep.predictor.heat;

/**
 * What is expected of a device some seconds ahead.
 *
 * @param seconds ahead
 * @param p10 excess over the limit then, kelvin; so are p50 and p90
 * @param reaching the chance that the limit is reached on the way, 0..1
 */
public record HeatOutcome(int seconds, double p10, double p50, double p90, double reaching) {}
