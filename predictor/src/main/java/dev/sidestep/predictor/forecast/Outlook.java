package dev.sidestep.predictor.forecast;

import dev.sidestep.contracts.Forecast;
import java.util.List;

/**
 * What is to come for one device: the forecast that is published, and how likely its limit is
 * reached on the way.
 *
 * <p>The two differ where a governor works: a device that will throttle is held at its limit, so
 * its margin at a horizon is forecast near zero although the limit is reached for certain.
 *
 * @param crossings by growing horizon, with probabilities that do not fall
 */
public record Outlook(Forecast forecast, List<Crossing> crossings) {
  public Outlook {
    crossings = List.copyOf(crossings);
    for (int i = 1; i < crossings.size(); i++) {
      Crossing nearer = crossings.get(i - 1);
      Crossing farther = crossings.get(i);
      if (farther.horizon().compareTo(nearer.horizon()) <= 0
          || farther.probability() < nearer.probability()) {
        throw new IllegalArgumentException(
            "crossings are %s, then %s; horizons must grow and probabilities must not fall"
                .formatted(nearer, farther));
      }
    }
  }
}
