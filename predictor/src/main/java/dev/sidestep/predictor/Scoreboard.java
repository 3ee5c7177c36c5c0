package dev.sidestep.predictor;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds forecasts until their horizons come, and says how they turned out. */
final class Scoreboard {
  /** Two hours of 15 s ticks: beyond, the oldest forecast of a target goes unscored. */
  private static final int PENDING = 480;

  private final Map<Target, Deque<Forecast>> pending = new HashMap<>();

  /** Scores what is due at this frame; a reading that is not valid scores nothing. */
  List<ForecastScore> score(Frame frame) {
    Deque<Forecast> forecasts = pending.getOrDefault(frame.target(), new ArrayDeque<>());
    List<ForecastScore> scores = new ArrayList<>();
    for (Forecast forecast : forecasts) {
      Reading reading = frame.reading(forecast.signal());
      for (Quantiles at : forecast.horizons()) {
        boolean due = due(forecast, at).equals(frame.tick());
        if (due && reading.state() == Reading.State.VALID) {
          scores.add(score(at, reading.value()));
        }
      }
    }
    forecasts.removeIf(forecast -> !due(forecast, last(forecast)).isAfter(frame.tick()));
    return scores;
  }

  void add(Forecast forecast) {
    Deque<Forecast> forecasts =
        pending.computeIfAbsent(forecast.target(), target -> new ArrayDeque<>());
    forecasts.addLast(forecast);
    if (forecasts.size() > PENDING) {
      forecasts.removeFirst();
    }
  }

  void forget(Target target) {
    pending.remove(target);
  }

  static ForecastScore score(Quantiles at, double value) {
    double loss =
        (pinball(0.1, value - at.p10())
                + pinball(0.5, value - at.p50())
                + pinball(0.9, value - at.p90()))
            / 3;
    return new ForecastScore(at.horizon(), loss, value >= at.p10() && value <= at.p90());
  }

  private static double pinball(double quantile, double above) {
    return Math.max(quantile * above, (quantile - 1) * above);
  }

  private static Instant due(Forecast forecast, Quantiles at) {
    Duration horizon = at.horizon();
    return forecast.issuedAt().plus(horizon);
  }

  private static Quantiles last(Forecast forecast) {
    return forecast.horizons().get(forecast.horizons().size() - 1);
  }
}
