package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Fires while the least-squares line through the last minutes of what is left to a limit is below
 * zero at a horizon: {@code predict_linear(margin[5m], 900) < 0}, with Prometheus' arithmetic.
 */
public final class PredictLinear implements BaselineRule {
  private final String name;
  private final Duration window;
  private final Duration horizon;
  private final Function<Frame, OptionalDouble> left;
  private final Map<Target, TrailingWindow> lines = new HashMap<>();

  private PredictLinear(
      String name, Duration window, Duration horizon, Function<Frame, OptionalDouble> left) {
    this.name = name.formatted(window.toMinutes(), horizon.toMinutes());
    this.window = window;
    this.horizon = horizon;
    this.left = left;
  }

  /** Of a device's thermal margin. */
  public PredictLinear(Duration window, Duration horizon) {
    this(
        "predict_linear(margin[%dm], %dm) < 0",
        window,
        horizon,
        frame -> {
          Reading margin = frame.reading(Signal.THERMAL_MARGIN);
          return margin.state() == Reading.State.VALID
              ? OptionalDouble.of(margin.value())
              : OptionalDouble.empty();
        });
  }

  /** Of a pod's memory against its limit. */
  public static PredictLinear ofMemory(Duration window, Duration horizon) {
    return new PredictLinear(
        "predict_linear(memory[%dm], %dm) > limit", window, horizon, MemoryAbove::left);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean alert(Frame frame) {
    OptionalDouble now = left.apply(frame);
    if (now.isEmpty()) {
      return false;
    }
    TrailingWindow values =
        lines.computeIfAbsent(frame.target(), target -> new TrailingWindow(window));
    values.add(frame.tick(), now.getAsDouble());
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
