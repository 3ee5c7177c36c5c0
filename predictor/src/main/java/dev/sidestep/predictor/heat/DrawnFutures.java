package dev.sidestep.predictor.heat;

import java.util.List;

/**
 * Futures of loads that jump about, drawn from other loads at moments like this one: at the same
 * level, to the nearest quarter, that has lasted about as long.
 *
 * <p>The law is linear in the load. So what a future's load does to each of the law's averages is
 * worked out once; a device then weighs them with its own coefficients and adds what is left of its
 * past, its bias and a stretch of noise. Throttling is not fed back: it only fades.
 */
final class DrawnFutures implements LoadFutures {
  /** How many states a load can be in. */
  static final int STATES = 15;

  private static final int AGES = 3;

  private final HeatLaw law;
  private final PathOutcomes plan;
  private final float[][][] responses;
  private final float[] noise;
  private final double[][] left;

  /**
   * Where a future begins in a trace: the load after that step is the future's.
   *
   * @param trace its place among the traces
   * @param step in it
   */
  record Pick(int trace, int step) {}

  /**
   * Works out the responses.
   *
   * @param picks {@code count} of each state; a state without any takes those of the one before it
   * @param noise {@code count} stretches of {@code longest} steps
   * @throws IllegalArgumentException when there are no picks at all
   */
  DrawnFutures(
      HeatLaw law,
      PathOutcomes plan,
      List<HeatTrace> traces,
      List<List<Pick>> picks,
      double[][] noise) {
    this.law = law;
    this.plan = plan;
    this.responses = new float[STATES][][];
    for (int state = 0; state < STATES; state++) {
      List<Pick> drawn = picks.get(state);
      if (!drawn.isEmpty()) {
        responses[state] = respond(traces, drawn);
      } else if (state > 0) {
        responses[state] = responses[state - 1];
      }
    }
    fillFront();
    this.noise = Noise.looks(plan, noise);
    this.left = new double[plan.looks()][];
    for (int look = 0; look < left.length; look++) {
      left[look] = law.left((look + 1) * plan.stride() * law.stepSeconds());
    }
  }

  /** The state that a load is in, 0 to 14. */
  static int state(LoadSense past) {
    int age = past.levelAge() < 4 ? 0 : past.levelAge() < 9 ? 1 : 2;
    return AGES * past.level() + age;
  }

  @Override
  public List<HeatOutcome> of(Heat device, LoadSense past) {
    return plan.of(paths(device, responses[state(past)]));
  }

  private float[] paths(Heat device, float[][] response) {
    float[] paths = noise.clone();
    for (int i = 0; i < response.length; i++) {
      float weight = (float) device.coefficients()[1 + i];
      float[] average = response[i];
      for (int p = 0; p < paths.length; p++) {
        paths[p] += weight * average[p];
      }
    }
    float[] free = new float[plan.looks()];
    for (int look = 0; look < free.length; look++) {
      double ahead = (look + 1) * plan.stride() * law.stepSeconds();
      free[look] = (float) device.unloaded(left[look], ahead);
    }
    for (int from = 0; from < paths.length; from += free.length) {
      for (int look = 0; look < free.length; look++) {
        paths[from + look] += free[look];
      }
    }
    return paths;
  }

  /** Averages of the load of each future, as they are at each look: [average][future, look]. */
  private float[][] respond(List<HeatTrace> traces, List<Pick> picks) {
    int averages = law.firstThrottle() - 1;
    double[] kept = law.left(law.stepSeconds());
    float[][] response = new float[averages][plan.count() * plan.looks()];
    for (int path = 0; path < plan.count(); path++) {
      Pick pick = picks.get(path);
      double[] state = new double[averages];
      for (int step = 0; step < plan.looks() * plan.stride(); step++) {
        double load = traces.get(pick.trace()).load(pick.step() + 1 + step);
        for (int i = 0; i < averages; i++) {
          state[i] = kept[1 + i] * state[i] + (1 - kept[1 + i]) * load;
          if ((step + 1) % plan.stride() == 0) {
            response[i][path * plan.looks() + step / plan.stride()] = (float) state[i];
          }
        }
      }
    }
    return response;
  }

  private void fillFront() {
    for (int state = STATES - 2; state >= 0; state--) {
      if (responses[state] == null) {
        responses[state] = responses[state + 1];
      }
    }
    if (responses[0] == null) {
      throw new IllegalArgumentException(
          "no trace is longer than the horizon of " + plan.longest() + " steps; give longer ones");
    }
  }
}
