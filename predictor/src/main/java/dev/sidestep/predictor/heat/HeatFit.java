package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What other devices teach about one that has not been seen: the prior of its law, how their loads
 * went on, and what their laws did not explain.
 */
public final class HeatFit {
  /** Up to this horizon rare crossings matter most, so that more and finer futures are drawn. */
  private static final int NEAR = 60;

  private static final int NEAR_COUNT = 500;
  private static final int NEAR_STRIDE = 2;
  private static final int FAR_COUNT = 200;
  private static final int FAR_STRIDE = 3;
  private static final int PHASE_COUNT = 100;
  private static final int PHASE_STRIDE = 2;

  private final List<HeatTrace> alike;
  private final List<Integer> horizons;
  private final HeatPrior prior;
  private final Noise noise;
  private final LoadKind kind;
  private final double meanLoad;
  private final List<List<LoadKind.Moment>> moments;

  /**
   * Fits.
   *
   * @param all devices that the prior is learnt from
   * @param alike those of them whose loads are of the kind to be forecast
   * @param horizons seconds, growing
   */
  public HeatFit(List<HeatTrace> all, List<HeatTrace> alike, List<Integer> horizons) {
    this.alike = List.copyOf(alike);
    this.horizons = List.copyOf(horizons);
    this.prior = HeatPrior.of(all);
    this.noise = new Noise(alike, prior);
    this.moments = alike.stream().map(HeatFit::moments).toList();
    this.meanLoad =
        alike.stream().mapToDouble(t -> Arrays.stream(t.load()).average().orElse(0)).sum()
            / alike.size();
    this.kind = meanPhase(alike) >= horizons.get(0) ? LoadKind.PHASE : LoadKind.LEVEL;
  }

  HeatPrior prior() {
    return prior;
  }

  LoadKind kind() {
    return kind;
  }

  double meanLoad() {
    return meanLoad;
  }

  Noise noise() {
    return noise;
  }

  /** A forecaster over futures drawn with a seed; its bands are not yet stretched. */
  public HeatForecaster forecaster(long seed) {
    return forecaster(seed, plans());
  }

  /** A coarser one, for the stretching of bands. */
  HeatForecaster coarse(long seed) {
    return forecaster(seed, List.of(new Futures.Plan(horizons, PHASE_COUNT, PHASE_STRIDE)));
  }

  private HeatForecaster forecaster(long seed, List<Futures.Plan> plans) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Futures> futures = new ArrayList<>();
    for (Futures.Plan plan : plans) {
      int length = plan.longest();
      futures.add(
          futures(
              plan,
              picks(plan, random),
              noise.stretches(noise.draw(plan.count(), length, random), length)));
    }
    return new HeatForecaster(this, futures);
  }

  Futures futures(Futures.Plan plan, List<List<Futures.Pick>> picks, double[][] stretches) {
    return new Futures(HeatLaw.SECONDS, kind, plan, alike, picks, stretches);
  }

  List<Integer> horizons() {
    return horizons;
  }

  private List<Futures.Plan> plans() {
    if (kind == LoadKind.PHASE) {
      return List.of(new Futures.Plan(horizons, PHASE_COUNT, PHASE_STRIDE));
    }
    List<Integer> near = horizons.stream().filter(h -> h <= NEAR).toList();
    List<Integer> far = horizons.stream().filter(h -> h > NEAR).toList();
    List<Futures.Plan> plans = new ArrayList<>();
    if (!near.isEmpty()) {
      plans.add(new Futures.Plan(near, NEAR_COUNT, NEAR_STRIDE));
    }
    if (!far.isEmpty()) {
      plans.add(new Futures.Plan(far, FAR_COUNT, FAR_STRIDE));
    }
    return plans;
  }

  private List<List<Futures.Pick>> picks(Futures.Plan plan, SplittableRandom random) {
    List<List<Futures.Pick>> picks = new ArrayList<>();
    for (int state = 0; state < kind.states(); state++) {
      List<Futures.Pick> open = new ArrayList<>();
      for (int trace = 0; trace < alike.size(); trace++) {
        List<LoadKind.Moment> seen = moments.get(trace);
        for (int step = 0; step < seen.size() - plan.longest() - 1; step++) {
          if (kind.alike(state, seen.get(step))) {
            open.add(new Futures.Pick(trace, step));
          }
        }
      }
      picks.add(draw(open, plan.count(), random));
    }
    return picks;
  }

  /** Without putting back, where there are enough. */
  private static List<Futures.Pick> draw(
      List<Futures.Pick> open, int count, SplittableRandom random) {
    if (open.isEmpty()) {
      return List.of();
    }
    List<Futures.Pick> drawn = new ArrayList<>(count);
    boolean enough = open.size() >= count;
    for (int i = 0; i < count; i++) {
      int at = enough ? i + random.nextInt(open.size() - i) : random.nextInt(open.size());
      drawn.add(open.get(at));
      if (enough) {
        open.set(at, open.get(i));
      }
    }
    return drawn;
  }

  private static List<LoadKind.Moment> moments(HeatTrace trace) {
    LoadSense sense = new LoadSense();
    List<LoadKind.Moment> moments = new ArrayList<>(trace.length());
    for (int step = 0; step < trace.length(); step++) {
      sense.add(trace.load(step));
      moments.add(LoadKind.Moment.of(sense));
    }
    return moments;
  }

  private static double meanPhase(List<HeatTrace> traces) {
    double steps = 0;
    long phases = 0;
    for (HeatTrace trace : traces) {
      LoadSense sense = new LoadSense();
      Set<Integer> begins = new HashSet<>();
      for (int step = 0; step < trace.length(); step++) {
        sense.add(trace.load(step));
        begins.add(sense.sideSince());
      }
      steps += trace.length();
      phases += begins.size();
    }
    return steps / phases;
  }
}
