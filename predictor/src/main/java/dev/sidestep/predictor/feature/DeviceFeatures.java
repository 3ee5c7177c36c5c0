package dev.sidestep.predictor.feature;

import dev.sidestep.contracts.Times;
import java.util.List;

/**
 * What the network sees of one device, tick by tick.
 *
 * <p>Everything is known at the tick, in units that make devices alike, and neutral where a signal
 * is absent: a device that reports nothing but temperature and utilization is served too. Memory is
 * constant.
 */
public final class DeviceFeatures {
  /** In the order of {@link #values}; part of the model file, which refuses another list. */
  public static final List<String> NAMES =
      List.of(
          "margin",
          "margin-near",
          "margin-change-1",
          "margin-change-4",
          "margin-change-8",
          "margin-change-20",
          "margin-above-30s",
          "margin-above-60s",
          "margin-above-300s",
          "margin-above-900s",
          "margin-restlessness",
          "heat",
          "heat-30s",
          "heat-100s",
          "heat-300s",
          "heat-900s",
          "heat-deviation",
          "clock-lost",
          "throttling",
          "power-limit-lost",
          "power-above-900s",
          "staleness",
          "watched",
          "kernel-surprise",
          "kernel-surprise-score",
          "kernel-bias",
          "kernel-slow-bias",
          "kernel-gain",
          "kernel-doubt",
          "kernel-60s-load-30s",
          "kernel-60s-load-100s",
          "kernel-60s-load-900s",
          "kernel-120s-load-30s",
          "kernel-120s-load-100s",
          "kernel-120s-load-900s",
          "kernel-300s-load-30s",
          "kernel-300s-load-100s",
          "kernel-300s-load-900s",
          "kernel-900s-load-30s",
          "kernel-900s-load-100s",
          "kernel-900s-load-900s",
          "kernel-near-60s",
          "kernel-near-300s",
          "kernel-near-900s",
          "kernel-near-900s-load-100s");

  /** Power follows the clock to this power, as in the device model. */
  private static final double POWER_OF_CLOCK = 2.4;

  /** A limit that moves by less is sensor noise. */
  private static final double LIMIT_MOVED = 0.05;

  /** Seconds ahead for which the device's own heat law is asked. */
  private static final int[] HORIZONS =
      Times.HORIZONS.stream().mapToInt(ahead -> (int) ahead.toSeconds()).toArray();

  /** Which averages of the heat input are taken for its future: over 30, 100 and 900 s. */
  private static final int[] LOADS_AHEAD = {0, 1, 3};

  private static final double UNKNOWN_LOAD = 0.5;
  private static final double STALE_TICKS = 4;
  private static final double WATCHED_CAP_SECONDS = 5400;

  private final double tickSeconds;
  private final MarginHistory margins;
  private final ThermalKernel kernel;
  private final Ewma[] heats;
  private final Ewma heatSpread;
  private final Ewma watts;
  private DeviceTick last = DeviceTick.SILENT;
  private double heat = UNKNOWN_LOAD;
  private double limit = Double.NaN;
  private int ticks;
  private int staleTicks;

  public DeviceFeatures(double tickSeconds) {
    this.tickSeconds = tickSeconds;
    this.margins = new MarginHistory(tickSeconds, 30, 60, 300, 900);
    this.kernel = new ThermalKernel(tickSeconds);
    this.heats =
        new Ewma[] {
          new Ewma(30, tickSeconds),
          new Ewma(100, tickSeconds),
          new Ewma(300, tickSeconds),
          new Ewma(900, tickSeconds)
        };
    this.heatSpread = new Ewma(900, tickSeconds);
    this.watts = new Ewma(900, tickSeconds);
  }

  /** Takes in the next tick. Ticks before the first known margin leave no trace. */
  public void add(DeviceTick tick) {
    if (margins.isEmpty() && !tick.knowsMargin()) {
      return;
    }
    followLimit(tick.limitCelsius());
    double margin = tick.knowsMargin() ? tick.margin() : margins.latest();
    staleTicks = tick.fresh() ? 0 : staleTicks + 1;
    ticks++;
    last = tick;
    heat = heatOf(tick);
    margins.add(margin);
    for (Ewma average : heats) {
      average.add(heat);
    }
    double off = heat - heats[2].mean();
    heatSpread.add(off * off);
    if (!Double.isNaN(tick.watts())) {
      watts.add(tick.watts());
    }
    kernel.add(margin, heat, tick.fresh());
  }

  /** Ticks since the first known margin. */
  public int ticks() {
    return ticks;
  }

  /** Ticks since the margin was last read. */
  public int staleTicks() {
    return staleTicks;
  }

  /** The margin now, carried where it was not read; kelvin. */
  public double margin() {
    return margins.latest();
  }

  /** The features after the last tick, in the order of {@link #NAMES}. */
  public float[] values() {
    Row row = new Row(NAMES.size());
    double margin = margins.latest();
    row.add(asinh(margin / 10));
    row.add(near(margin));
    row.add(margins.changeOver(1) / 2);
    row.add(margins.changeOver(4) / 5);
    row.add(margins.changeOver(8) / 5);
    row.add(margins.changeOver(20) / 10);
    row.add(margins.aboveAverage(0) / 5);
    row.add(margins.aboveAverage(1) / 5);
    row.add(margins.aboveAverage(2) / 10);
    row.add(margins.aboveAverage(3) / 10);
    row.add(margins.restlessness() / 2);
    row.add(2 * heat - 1);
    for (Ewma average : heats) {
      row.add(2 * average.mean() - 1);
    }
    row.add(4 * Math.sqrt(heatSpread.mean()));
    row.add(1 - known(last.clockRatio(), 1));
    row.add(known(last.throttling(), 0));
    row.add(1 - known(last.powerLimitRatio(), 1));
    row.add(powerAboveAverage());
    row.add(Math.min(1, staleTicks / STALE_TICKS));
    row.add(StrictMath.log1p(Math.min(ticks * tickSeconds, WATCHED_CAP_SECONDS) / 600));
    addKernel(row, margin);
    return row.values;
  }

  private void addKernel(Row row, double margin) {
    row.add(kernel.surprise() / 2);
    row.add(kernel.surprise() / kernel.doubt());
    row.add(kernel.bias() / 2);
    row.add(kernel.slowBias() / 2);
    row.add(kernel.gain() / 40);
    row.add(kernel.doubt() / 3);
    for (int horizon : HORIZONS) {
      for (int load : LOADS_AHEAD) {
        row.add((kernel.ahead(horizon, heats[load].mean()) - margin) / 10);
      }
    }
    double usual = heats[3].mean();
    row.add(near(kernel.ahead(60, usual)));
    row.add(near(kernel.ahead(300, usual)));
    row.add(near(kernel.ahead(900, usual)));
    row.add(near(kernel.ahead(900, heats[1].mean())));
  }

  private void followLimit(double newLimit) {
    if (Double.isNaN(newLimit)) {
      return;
    }
    double moved = newLimit - limit;
    if (!margins.isEmpty() && Math.abs(moved) > LIMIT_MOVED) {
      margins.shift(moved);
      kernel.shift(moved);
    }
    limit = newLimit;
  }

  private double heatOf(DeviceTick tick) {
    if (Double.isNaN(tick.utilization())) {
      return heat;
    }
    return tick.utilization() * StrictMath.pow(known(tick.clockRatio(), 1), POWER_OF_CLOCK);
  }

  private double powerAboveAverage() {
    boolean unknown = Double.isNaN(last.watts()) || !(last.watts() > 0) || !(watts.mean() > 0);
    return unknown ? 0 : StrictMath.log(last.watts() / watts.mean());
  }

  private static double known(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  /** Fine where the limit is close, flat elsewhere. */
  private static double near(double margin) {
    return Math.max(-1, Math.min(1, margin / 6));
  }

  private static double asinh(double x) {
    return Math.signum(x) * StrictMath.log(Math.abs(x) + Math.sqrt(x * x + 1));
  }

  private static final class Row {
    private final float[] values;
    private int filled;

    Row(int size) {
      this.values = new float[size];
    }

    void add(double value) {
      values[filled++] = (float) value;
    }
  }
}
