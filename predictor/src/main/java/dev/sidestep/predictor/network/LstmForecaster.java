package dev.sidestep.predictor.network;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves a trained network: one step a frame, a state for each target. */
public final class LstmForecaster implements Forecaster {
  /** Whose quantiles are published; the time to the limit is told from all that it knows. */
  private static final List<Integer> PUBLISHED =
      Times.PUBLISHED.stream().map(ahead -> (int) ahead.toSeconds()).toList();

  private final ThermalEngine engine;
  private final Map<Target, Followed> followed = new HashMap<>();

  public LstmForecaster(ThermalEngine engine) {
    this.engine = engine;
  }

  @Override
  public String model() {
    return engine.model();
  }

  @Override
  public Duration tickLength() {
    return ThermalEngine.TICK;
  }

  @Override
  public Optional<Outlook> observe(Frame frame) {
    if (!frame.length().equals(tickLength())) {
      throw new IllegalArgumentException(
          "frame of %s has length %s; model %s needs %s; who writes these frames must cut time so"
              .formatted(frame.target().key(), frame.length(), model(), tickLength()));
    }
    Followed device = followed.get(frame.target());
    if (device != null && !frame.tick().isAfter(device.lastTick)) {
      return Optional.empty();
    }
    long missed = device == null ? 0 : missedTicks(device.lastTick, frame.tick());
    if (device == null || missed > ThermalEngine.LONGEST_GAP_TICKS) {
      device = new Followed(engine.watch());
      followed.put(frame.target(), device);
      missed = 0;
    }
    for (long i = 0; i < missed; i++) {
      device.watch.observe(DeviceTick.SILENT);
    }
    device.lastTick = frame.tick();
    return device.watch.observe(DeviceTick.of(frame)).map(bands -> outlook(frame, bands));
  }

  @Override
  public void forget(Target target) {
    followed.remove(target);
  }

  private Outlook outlook(Frame frame, List<MarginBand> bands) {
    Forecast forecast =
        new Forecast(
            frame.target(),
            Signal.THERMAL_MARGIN,
            frame.tick(),
            bands.stream()
                .filter(b -> PUBLISHED.contains(b.seconds()))
                .map(b -> new Quantiles(Duration.ofSeconds(b.seconds()), b.p10(), b.p50(), b.p90()))
                .toList(),
            model());
    return new Outlook(forecast, bands.stream().map(MarginBand::reaching).toList());
  }

  private long missedTicks(Instant last, Instant next) {
    return Duration.between(last, next).dividedBy(tickLength()) - 1;
  }

  private static final class Followed {
    private final DeviceWatch watch;
    private Instant lastTick = Instant.MIN;

    Followed(DeviceWatch watch) {
      this.watch = watch;
    }
  }
}
