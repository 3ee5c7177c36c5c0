package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Fires while the least-squares line through the margin's last minutes is below zero at a horizon:
 * {@code predict_linear(margin[5m], 900) < 0}, with Prometheus' arithmetic.
 */
public final class PredictLinear implements BaselineRule {
  private final Duration window;
  private final Duration horizon;
  private final Map<Target, TrailingWindow> margins = new HashMap<>();

  public PredictLinear(Duration window, Duration horizon) {
    this.window = window;
    this.horizon = horizon;
  }

  @Override
  public String name() {
    return "predict_linear(margin[%dm], %dm) < 0"
        .formatted(window.toMinutes(), horizon.toMinutes());
  }

  @Override
  public boolean alert(Frame frame) {
    Reading margin = frame.reading(Signal.THERMAL_MARGIN);
    if (margin.state() != Reading.State.VALID) {
      return false;
    }
    TrailingWindow values =
        margins.computeIfAbsent(frame.target(), target -> new TrailingWindow(window));
    values.add(frame.tick(), margin.value());
    // Prometheus, too, gives nothing for fewer than two samples
    return values.size() >= 2 && at(values) < 0;
  }

  private double at(TrailingWindow values) {
    double n = values.size();
    double sumT = 0;
    double sumV = 0;
    double sumTv = 0;
    double sumTt = 0;
    for (int i = 0; i < n; i++) {
      double t = values.seconds(i);
      double v = values.value(i);
      sumT += t;
      sumV += v;
      sumTv += t * v;
      sumTt += t * t;
    }
    double slope = (sumTv - sumT * sumV / n) / (sumTt - sumT * sumT / n);
    return sumV / n - slope * sumT / n + slope * horizon.toSeconds();
  }
}
