package dev.sidestep.predictor;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.expert.TrailingWindow;
import dev.sidestep.predictor.expert.Trend;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A forecaster that draws the last two minutes on, with a band that widens. It forgets the rest.
 */
public final class TrendForecaster implements Forecaster {
  private final Map<Target, TrailingWindow> margins = new HashMap<>();
  private final Map<Target, Instant> last = new HashMap<>();

  @Override
  public String model() {
    return "trend-of-the-test";
  }

  @Override
  public Duration tickLength() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Optional<Outlook> observe(Frame frame) {
    Reading margin = frame.reading(Signal.THERMAL_MARGIN);
    Instant before = last.getOrDefault(frame.target(), Instant.MIN);
    if (margin.state() != Reading.State.VALID || !frame.tick().isAfter(before)) {
      return Optional.empty();
    }
    last.put(frame.target(), frame.tick());
    TrailingWindow window =
        margins.computeIfAbsent(frame.target(), t -> new TrailingWindow(Duration.ofMinutes(2)));
    window.add(frame.tick(), margin.value());
    if (window.size() < 4) {
      return Optional.empty();
    }
    Trend trend = Trend.of(window);
    List<Quantiles> horizons =
        List.of(60, 300, 900).stream().map(seconds -> at(trend, seconds)).toList();
    return Optional.of(
        new Outlook(
            new Forecast(frame.target(), Signal.THERMAL_MARGIN, frame.tick(), horizons, model()),
            List.of()));
  }

  private static Quantiles at(Trend trend, int seconds) {
    double middle = trend.level() + trend.slope() * seconds;
    double half = 1 + seconds / 300.0;
    return new Quantiles(Duration.ofSeconds(seconds), middle - half, middle, middle + half);
  }

  @Override
  public void forget(Target target) {
    margins.remove(target);
    last.remove(target);
  }
}
