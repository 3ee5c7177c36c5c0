package dev.sidestep.predictor.heat;

import java.util.List;

/**
 * Futures of loads that stay high or low for long: the phase goes on for as long as phases of other
 * devices and, more and more, of this one did; then the other side begins. No more is assumed of
 * why a load changes sides.
 */
final class RhythmFutures implements LoadFutures {
  private final PathOutcomes plan;
  private final float[] noise;

  /**
   * With noise.
   *
   * @param noise {@code count} stretches of {@code longest} steps
   */
  RhythmFutures(PathOutcomes plan, double[][] noise) {
    this.plan = plan;
    this.noise = Noise.looks(plan, noise);
  }

  @Override
  public List<HeatOutcome> of(Heat device, LoadSense past) {
    int steps = plan.looks() * plan.stride();
    boolean high = past.phase().high();
    double now = past.usualLoad(high);
    double change = past.usualLoad(!high) - now;
    double[] response = device.response(steps);
    double[] stay = new double[plan.looks()];
    for (int look = 0; look < stay.length; look++) {
      int step = (look + 1) * plan.stride();
      stay[look] = device.unloaded(step) + now * response[step];
    }
    double[] left = past.lengths(high).left(past.phase().age(), plan.count());
    double[] next = past.lengths(!high).left(0, plan.count());
    double[] after = past.lengths(high).left(0, plan.count());
    float[] paths = noise.clone();
    for (int path = 0; path < plan.count(); path++) {
      int flip = Math.max(1, (int) Math.round(left[path]));
      int from = path * plan.looks();
      for (int look = 0; look < stay.length; look++) {
        paths[from + look] += (float) stay[look];
      }
      double turn = change;
      for (int phase = 0; flip <= steps; phase++) {
        for (int look = 0; look < stay.length; look++) {
          int since = (look + 1) * plan.stride() - flip + 1;
          if (since > 0) {
            paths[from + look] += (float) (turn * response[since]);
          }
        }
        // lengths are sorted: other places of the list, so that long does not follow long
        double[] lengths = phase % 2 == 0 ? next : after;
        flip += Math.max(1, (int) Math.round(lengths[(path * 37 + phase * 11) % lengths.length]));
        turn = -turn;
      }
    }
    return plan.of(paths);
  }
}
