package dev.sidestep.predictor.network;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.forecast.Crossing;
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
  /** What is published; the network knows one more horizon, for evaluation. */
  public static final List<Integer> PUBLISHED = List.of(60, 300, 900);

  /** Before this many ticks the bands of a device are mostly the prior's. */
  public static final int TICKS_NEEDED = 8;

  /** A device that was silent for longer starts anew: its heat has gone its own way. */
  static final int LONGEST_GAP_TICKS = 8;

  static final Duration TICK = Duration.ofSeconds(15);

  private final ThermalModel model;
  private final LstmKernel kernel;
  private final List<Integer> horizons;
  private final Map<Target, Watched> states = new HashMap<>();

  public LstmForecaster(ThermalModel model) {
    this(model, PUBLISHED);
  }

  /**
   * A forecaster with horizons of choice.
   *
   * @param horizons seconds; some of {@link Heads#HORIZONS}
   */
  public LstmForecaster(ThermalModel model, List<Integer> horizons) {
    if (!Heads.HORIZONS.containsAll(horizons)) {
      throw new IllegalArgumentException(
          "forecast horizons are " + horizons + " s; the network has " + Heads.HORIZONS);
    }
    this.model = model;
    this.kernel = new LstmKernel(model.network().weights());
    this.horizons = List.copyOf(horizons);
  }

  @Override
  public String model() {
    return model.name();
  }

  @Override
  public Duration tickLength() {
    return TICK;
  }

  @Override
  public Optional<Outlook> observe(Frame frame) {
    if (!frame.length().equals(TICK)) {
      throw new IllegalArgumentException(
          "frame of %s has length %s; model %s needs %s, set the tick of the collector to it"
              .formatted(frame.target().key(), frame.length(), model.name(), TICK));
    }
    Watched watched = states.get(frame.target());
    if (watched != null && !frame.tick().isAfter(watched.lastTick)) {
      return Optional.empty();
    }
    long missed = watched == null ? 0 : missedTicks(watched.lastTick, frame.tick());
    if (watched == null || missed > LONGEST_GAP_TICKS) {
      watched = new Watched(kernel, frame.tick());
      states.put(frame.target(), watched);
      missed = 0;
    }
    return forecast(frame, watched, missed);
  }

  @Override
  public void forget(Target target) {
    states.remove(target);
  }

  private Optional<Outlook> forecast(Frame frame, Watched watched, long missed) {
    for (long i = 0; i < missed; i++) {
      step(watched, DeviceTick.SILENT);
    }
    DeviceTick tick = DeviceTick.of(frame);
    if (tick.fresh() && watched.features.staleTicks() > LONGEST_GAP_TICKS) {
      watched.restart(kernel);
    }
    float[] outputs = step(watched, tick);
    watched.lastTick = frame.tick();
    if (!tick.knowsMargin() || watched.features.ticks() < TICKS_NEEDED) {
      return Optional.empty();
    }
    return Optional.of(outlook(frame, model.bands(outputs, watched.features.margin())));
  }

  private float[] step(Watched watched, DeviceTick tick) {
    watched.features.add(tick);
    if (watched.features.ticks() == 0) {
      return new float[0];
    }
    return kernel.step(watched.memory, model.scales().apply(watched.features.values()));
  }

  private Outlook outlook(Frame frame, List<MarginBand> bands) {
    List<MarginBand> asked = bands.stream().filter(b -> horizons.contains(b.seconds())).toList();
    List<Quantiles> quantiles =
        asked.stream()
            .map(b -> new Quantiles(Duration.ofSeconds(b.seconds()), b.p10(), b.p50(), b.p90()))
            .toList();
    List<Crossing> crossings =
        asked.stream()
            .map(b -> new Crossing(Duration.ofSeconds(b.seconds()), b.crossing()))
            .toList();
    Forecast forecast =
        new Forecast(
            frame.target(), Signal.THERMAL_MARGIN, frame.tick(), quantiles, model.name());
    return new Outlook(forecast, crossings);
  }

  private static long missedTicks(Instant last, Instant next) {
    return Duration.between(last, next).dividedBy(TICK) - 1;
  }

  private static final class Watched {
    private DeviceFeatures features = newFeatures();
    private LstmKernel.State memory;
    private Instant lastTick;

    Watched(LstmKernel kernel, Instant lastTick) {
      this.memory = kernel.start();
      this.lastTick = lastTick;
    }

    void restart(LstmKernel kernel) {
      features = newFeatures();
      memory = kernel.start();
    }

    private static DeviceFeatures newFeatures() {
      return new DeviceFeatures(TICK.toSeconds());
    }
  }
}
