package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simple forecaster of our own for tests of the loop: the line of the last two minutes, bent
 * towards a standstill as heat is, with a band that widens.
 */
public final class LineForecaster implements Forecaster {
  private static final int TICKS = 8;
  private static final double TAU_SECONDS = 240;

  private final Map<Target, Deque<Double>> margins = new HashMap<>();

  @Override
  public String model() {
    return "line-1";
  }

  @Override
  public Duration tickLength() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Optional<Outlook> observe(Frame frame) {
    Reading margin = frame.reading(Signal.THERMAL_MARGIN);
    if (margin.state() != Reading.State.VALID) {
      return Optional.empty();
    }
    Deque<Double> seen = margins.computeIfAbsent(frame.target(), target -> new ArrayDeque<>());
    seen.addLast(margin.value());
    if (seen.size() <= TICKS) {
      return Optional.empty();
    }
    double slope = (margin.value() - seen.removeFirst()) / (TICKS * 15.0);
    List<Quantiles> horizons =
        Stream.of(60, 300, 900)
            .map(
                seconds -> {
                  double reach = TAU_SECONDS * (1 - Math.exp(-seconds / TAU_SECONDS));
                  double middle = margin.value() + slope * reach;
                  double band = 1 + 0.01 * seconds;
                  return new Quantiles(
                      Duration.ofSeconds(seconds), middle - band, middle, middle + band);
                })
            .toList();
    return Optional.of(
        new Outlook(
            new Forecast(frame.target(), Signal.THERMAL_MARGIN, frame.tick(), horizons, model()),
            List.of()));
  }

  @Override
  public void forget(Target target) {
    margins.remove(target);
  }
}
