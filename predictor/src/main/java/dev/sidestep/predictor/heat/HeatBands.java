package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the sides of a band must be stretched so that each lets out a tenth of what happens, told
 * from devices that were forecast by the others.
 *
 * @param below by horizon in seconds
 * @param above by horizon in seconds
 */
public record HeatBands(Map<Integer, Double> below, Map<Integer, Double> above) {
  private static final double INSIDE_A_SIDE = 0.9;

  /** Forecasts of steps beside each other are much alike: one in so many is looked at. */
  private static final int EVERY = 5;

  private static final int FIRST_STEP = 120;
  private static final long SEED = 0;

  public HeatBands {
    below = Map.copyOf(below);
    above = Map.copyOf(above);
  }

  /**
   * Learns from devices, each forecast by a fit to all others.
   *
   * @param alike the devices to learn from, some of all; with fewer than two nothing is stretched
   */
  public static HeatBands of(List<HeatTrace> all, List<HeatTrace> alike, List<Integer> horizons) {
    Map<Integer, List<Double>> below = new HashMap<>();
    Map<Integer, List<Double>> above = new HashMap<>();
    if (alike.size() >= 2) {
      for (HeatTrace trace : alike) {
        HeatFit others = new HeatFit(without(all, trace), without(alike, trace), horizons);
        compare(trace, others.coarse(SEED).watch(), below, above);
      }
    }
    return new HeatBands(factors(horizons, below), factors(horizons, above));
  }

  /** The outcome with its band stretched. */
  public HeatOutcome stretch(HeatOutcome outcome) {
    double middle = outcome.p50();
    return new HeatOutcome(
        outcome.seconds(),
        middle - (middle - outcome.p10()) * below.getOrDefault(outcome.seconds(), 1.0),
        middle,
        middle + (outcome.p90() - middle) * above.getOrDefault(outcome.seconds(), 1.0),
        outcome.reaching());
  }

  private static void compare(
      HeatTrace trace,
      HeatForecaster.Watch watch,
      Map<Integer, List<Double>> below,
      Map<Integer, List<Double>> above) {
    for (int step = 0; step < trace.length(); step++) {
      watch.add(trace.excess(step), trace.load(step));
      if (step < FIRST_STEP || (step - FIRST_STEP) % EVERY != 0) {
        continue;
      }
      for (HeatOutcome outcome : watch.forecast()) {
        int then = step + outcome.seconds();
        if (then < trace.length()) {
          double error = trace.excess(then) - outcome.p50();
          below
              .computeIfAbsent(outcome.seconds(), h -> new ArrayList<>())
              .add(-error / (outcome.p50() - outcome.p10()));
          above
              .computeIfAbsent(outcome.seconds(), h -> new ArrayList<>())
              .add(error / (outcome.p90() - outcome.p50()));
        }
      }
    }
  }

  private static Map<Integer, Double> factors(
      List<Integer> horizons, Map<Integer, List<Double>> ratios) {
    Map<Integer, Double> factors = new HashMap<>();
    for (int horizon : horizons) {
      List<Double> seen = ratios.getOrDefault(horizon, List.of());
      double[] sorted = seen.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      factors.put(
          horizon, sorted.length == 0 ? 1 : Math.max(0, Sorted.quantile(sorted, INSIDE_A_SIDE)));
    }
    return factors;
  }

  private static List<HeatTrace> without(List<HeatTrace> traces, HeatTrace one) {
    return traces.stream().filter(trace -> !trace.name().equals(one.name())).toList();
  }
}
