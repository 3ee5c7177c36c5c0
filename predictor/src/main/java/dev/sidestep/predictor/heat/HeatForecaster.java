package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.List;

/** Forecasts devices that it follows, each by its own law, over the same futures of load. */
public final class HeatForecaster {
  /** A side of a band is never narrower; kelvin. */
  private static final double NARROWEST = 0.05;

  private final HeatFit fit;
  private final List<LoadFutures> futures;

  HeatForecaster(HeatFit fit, List<LoadFutures> futures) {
    this.fit = fit;
    this.futures = List.copyOf(futures);
  }

  /** Begins to follow a device. */
  public Watch watch() {
    return new Watch();
  }

  /** A device that is followed. */
  public final class Watch {
    private final HeatTracker tracker = new HeatTracker(HeatLaw.SECONDS, fit.prior());
    private final LoadSense sense = new LoadSense(fit.habits());

    /**
     * Takes in a reading.
     *
     * @param excess temperature less the limit, kelvin
     * @param load 0..1
     */
    public void add(double excess, double load) {
      tracker.add(excess, load);
      sense.add(load);
    }

    /** One outcome for each horizon, from what has been added so far. */
    public List<HeatOutcome> forecast() {
      Heat device = tracker.now();
      List<HeatOutcome> drawn = new ArrayList<>();
      futures.forEach(some -> drawn.addAll(some.of(device, sense)));
      return fit.hasRhythm() ? around(drawn) : around(drawn, device);
    }

    private List<HeatOutcome> around(List<HeatOutcome> drawn) {
      return drawn.stream().map(outcome -> around(outcome, outcome.p50())).toList();
    }

    /**
     * Where loads jump about, their order is as good as unknown, and the path at their mean is a
     * steadier middle than that of some hundred draws.
     */
    private List<HeatOutcome> around(List<HeatOutcome> drawn, Heat device) {
      int longest = drawn.get(drawn.size() - 1).seconds();
      double[] path = device.path(fit.habits().meanLoad(), longest);
      return drawn.stream().map(outcome -> around(outcome, path[outcome.seconds() - 1])).toList();
    }

    private static HeatOutcome around(HeatOutcome outcome, double middle) {
      return new HeatOutcome(
          outcome.seconds(),
          Math.min(outcome.p10(), middle - NARROWEST),
          middle,
          Math.max(outcome.p90(), middle + NARROWEST),
          outcome.reaching());
    }
  }
}
