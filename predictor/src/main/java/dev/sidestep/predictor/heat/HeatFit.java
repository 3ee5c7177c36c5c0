package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.List;
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
  private static final int COARSE_COUNT = 100;

  private final List<HeatTrace> alike;
  private final List<Integer> horizons;
  private final HeatPrior prior;
  private final Noise noise;
  private final LoadHabits habits;

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
    this.habits = LoadHabits.of(alike);
  }

  HeatPrior prior() {
    return prior;
  }

  LoadHabits habits() {
    return habits;
  }

  /** Whether phases of the load outlast the nearest horizon, so that their ages tell something. */
  boolean hasRhythm() {
    return habits.meanPhase() >= horizons.get(0);
  }

  /** A forecaster over futures drawn with a seed; its bands are not yet stretched. */
  public HeatForecaster forecaster(long seed) {
    List<PathOutcomes> plans = new ArrayList<>();
    List<Integer> near = horizons.stream().filter(h -> h <= NEAR).toList();
    List<Integer> far = horizons.stream().filter(h -> h > NEAR).toList();
    if (!near.isEmpty()) {
      plans.add(new PathOutcomes(near, NEAR_COUNT, NEAR_STRIDE));
    }
    if (!far.isEmpty()) {
      plans.add(new PathOutcomes(far, FAR_COUNT, FAR_STRIDE));
    }
    return forecaster(seed, plans);
  }

  /** A coarser one, for the stretching of bands. */
  HeatForecaster coarse(long seed) {
    return forecaster(seed, List.of(new PathOutcomes(horizons, COARSE_COUNT, NEAR_STRIDE)));
  }

  private HeatForecaster forecaster(long seed, List<PathOutcomes> plans) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LoadFutures> futures = new ArrayList<>();
    for (PathOutcomes plan : plans) {
      int length = plan.longest();
      double[][] stretches = noise.stretches(noise.draw(plan.count(), length, random), length);
      futures.add(
          hasRhythm()
              ? new RhythmFutures(plan, stretches)
              : drawn(plan, picks(plan, random), stretches));
    }
    return new HeatForecaster(this, futures);
  }

  DrawnFutures drawn(PathOutcomes plan, List<List<DrawnFutures.Pick>> picks, double[][] stretches) {
    return new DrawnFutures(HeatLaw.SECONDS, plan, alike, picks, stretches);
  }

  private List<List<DrawnFutures.Pick>> picks(PathOutcomes plan, SplittableRandom random) {
    List<List<DrawnFutures.Pick>> open = new ArrayList<>();
    for (int state = 0; state < DrawnFutures.STATES; state++) {
      open.add(new ArrayList<>());
    }
    for (int trace = 0; trace < alike.size(); trace++) {
      LoadSense sense = new LoadSense(habits);
      for (int step = 0; step < alike.get(trace).length() - plan.longest() - 1; step++) {
        sense.add(alike.get(trace).load(step));
        open.get(DrawnFutures.state(sense)).add(new DrawnFutures.Pick(trace, step));
      }
    }
    return open.stream().map(picks -> draw(picks, plan.count(), random)).toList();
  }

  /** Without putting back, where there are enough. */
  private static List<DrawnFutures.Pick> draw(
      List<DrawnFutures.Pick> open, int count, SplittableRandom random) {
    if (open.isEmpty()) {
      return List.of();
    }
    List<DrawnFutures.Pick> drawn = new ArrayList<>(count);
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
}
