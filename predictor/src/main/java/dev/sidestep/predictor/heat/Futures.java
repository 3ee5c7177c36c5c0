package dev.sidestep.predictor.heat;

import java.util.Arrays;
import java.util.List;

/**
 * Futures of a load, drawn for each of its states, pushed through the law of whatever device.
 *
 * <p>The law is linear in the load. So what a future's load does to each of the law's averages is
 * worked out once; a device then weighs them with its own coefficients and adds what is left of its
 * past, its bias and a stretch of noise. Throttling is not fed back: it only fades.
 */
@SuppressWarnings("ArrayRecordComponent") // large tables, read only
final class Futures {
  /** Half a step of a coarse sensor and the softness of touching the limit; kelvin. */
  private static final double TOUCH = 0.25;

  private final HeatLaw law;
  private final LoadKind kind;
  private final Plan plan;
  private final float[][][] responses;
  private final float[] noise;
  private final double[][] left;

  /**
   * How many futures are drawn and where they are looked at.
   *
   * @param horizons seconds, growing
   * @param count of futures
   * @param stride steps from look to look
   */
  record Plan(List<Integer> horizons, int count, int stride) {
    Plan {
      horizons = List.copyOf(horizons);
    }

    int longest() {
      return horizons.get(horizons.size() - 1);
    }

    int looks() {
      return longest() / stride;
    }
  }

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
   */
  Futures(
      HeatLaw law,
      LoadKind kind,
      Plan plan,
      List<HeatTrace> traces,
      List<List<Pick>> picks,
      double[][] noise) {
    this.law = law;
    this.kind = kind;
    this.plan = plan;
    this.responses = new float[kind.states()][][];
    for (int state = 0; state < responses.length; state++) {
      List<Pick> drawn = picks.get(state);
      if (!drawn.isEmpty()) {
        responses[state] = respond(traces, drawn);
      } else if (state > 0) {
        responses[state] = responses[state - 1];
      }
    }
    fillFront();
    this.noise = new float[plan.count() * plan.looks()];
    for (int path = 0; path < plan.count(); path++) {
      for (int look = 0; look < plan.looks(); look++) {
        this.noise[path * plan.looks() + look] =
            (float) noise[path][(look + 1) * plan.stride() - 1];
      }
    }
    this.left = new double[plan.looks()][];
    for (int look = 0; look < left.length; look++) {
      left[look] = law.left((look + 1) * plan.stride() * law.stepSeconds());
    }
  }

  /** One outcome for each horizon of the plan, for a device whose load is in this moment. */
  List<HeatOutcome> of(Heat device, LoadKind.Moment moment) {
    float[] paths = paths(device, responses[kind.state(moment)]);
    int looks = plan.looks();
    float[] highest = new float[plan.count()];
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    HeatOutcome[] outcomes = new HeatOutcome[plan.horizons().size()];
    int done = 0;
    for (int h = 0; h < outcomes.length; h++) {
      int until = plan.horizons().get(h) / plan.stride();
      double[] then = new double[plan.count()];
      double touches = 0;
      for (int path = 0; path < then.length; path++) {
        for (int look = done; look < until; look++) {
          highest[path] = Math.max(highest[path], paths[path * looks + look]);
        }
        then[path] = paths[path * looks + until - 1];
        touches += touch(highest[path]);
      }
      done = until;
      Arrays.sort(then);
      outcomes[h] =
          new HeatOutcome(
              plan.horizons().get(h),
              Sorted.quantile(then, 0.1),
              Sorted.quantile(then, 0.5),
              Sorted.quantile(then, 0.9),
              touches / then.length);
    }
    return List.of(outcomes);
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
      double sum = device.biasAhead((look + 1) * plan.stride() * law.stepSeconds());
      for (int i = 0; i < law.size(); i++) {
        sum += left[look][i] * device.row()[i] * device.coefficients()[i];
      }
      free[look] = (float) sum;
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
    for (int state = responses.length - 2; state >= 0; state--) {
      if (responses[state] == null) {
        responses[state] = responses[state + 1];
      }
    }
    if (responses[0] == null) {
      throw new IllegalArgumentException(
          "no trace is longer than the horizon of " + plan.longest() + " steps; give longer ones");
    }
  }

  private static double touch(double highest) {
    double z = (highest + TOUCH) / TOUCH;
    return 1 / (1 + StrictMath.exp(-Math.max(-30, Math.min(30, z))));
  }
}
