package dev.sidestep.predictor.network;

import dev.sidestep.predictor.forecast.Crossing;
import java.time.Duration;

/**
 * What the network says for one horizon.
 *
 * @param seconds ahead
 * @param p10 margin then, kelvin
 * @param p50 margin then, kelvin
 * @param p90 margin then, kelvin
 * @param crossing probability that the margin reaches zero on the way
 */
public record MarginBand(int seconds, double p10, double p50, double p90, double crossing) {

  /** How likely the margin reaches zero within this band's horizon. */
  public Crossing reaching() {
    return new Crossing(Duration.ofSeconds(seconds), crossing);
  }
}
