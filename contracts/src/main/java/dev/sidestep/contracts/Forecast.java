package dev.sidestep.contracts;

import java.time.Instant;
import java.util.List;

/**
 * What a signal of a target is expected to be.
 *
 * @param issuedAt the tick of the frame on which the forecast rests
 * @param horizons by growing horizon, at least one
 * @param model name and version of what made the forecast
 */
public record Forecast(
    Target target, Signal signal, Instant issuedAt, List<Quantiles> horizons, String model) {
  private static final int MOST_HORIZONS = 255;

  public Forecast {
    Require.text("forecast model", model);
    horizons = List.copyOf(horizons);
    if (horizons.isEmpty()) {
      throw new IllegalArgumentException("forecast has no horizon; it must have at least one");
    }
    if (horizons.size() > MOST_HORIZONS) {
      throw new IllegalArgumentException(
          "forecast has " + horizons.size() + " horizons; at most " + MOST_HORIZONS + " travel");
    }
    for (int i = 1; i < horizons.size(); i++) {
      if (horizons.get(i).horizon().compareTo(horizons.get(i - 1).horizon()) <= 0) {
        throw new IllegalArgumentException(
            "forecast horizons are %s after %s; they must grow"
                .formatted(horizons.get(i).horizon(), horizons.get(i - 1).horizon()));
      }
    }
  }
}
