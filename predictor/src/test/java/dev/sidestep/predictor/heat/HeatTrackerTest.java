package dev.sidestep.predictor.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatTrackerTest {
  private static final HeatTrace DEVICE = HeatTraces.jumping(1, 1800, 5).get(0);

  @Test
  void aDeviceTeachesItsOwnLaw() {
    HeatTracker tracker = followed(HeatPrior.wide());
    assertThat(Math.abs(tracker.residual())).isLessThan(0.2);
    Heat heat = tracker.now();
    double[] path = heat.path(1, 1200);
    HeatTrace truth =
        HeatTraces.of("truth", 3000, 0, 5, step -> step < 1800 ? DEVICE.load(step) : 1);
    assertThat(path[59]).isCloseTo(truth.excess(1859), within(1.0));
    assertThat(path[1199]).isCloseTo(truth.excess(2999), within(3.0));
  }

  @Test
  void aPathWithoutLoadCoolsAsTheLawSays() {
    Heat heat = followed(HeatPrior.wide()).now();
    double[] path = heat.path(0, 600);
    for (int seconds : new int[] {1, 60, 600}) {
      assertThat(path[seconds - 1]).isCloseTo(heat.unloaded(seconds), within(1e-9));
    }
  }

  @Test
  void loadAddsItsResponse() {
    Heat heat = followed(HeatPrior.wide()).now();
    double[] path = heat.path(0.5, 300);
    assertThat(path[299])
        .isCloseTo(heat.unloaded(300) + 0.5 * heat.response(300)[300], within(1e-9));
  }

  @Test
  void throttlingIsFedBack() {
    double[] coefficients = HeatTraces.COEFFICIENTS.clone();
    coefficients[0] = -10;
    double[] mild = coefficients.clone();
    mild[9] = -4;
    double[] row = new double[14];
    row[0] = 1;
    assertThat(at(mild, row)).isLessThan(at(coefficients, row) - 2);
  }

  @Test
  void othersTeachWhatToExpectOfADevice() {
    List<HeatTrace> others = HeatTraces.jumping(6, 1800, 40);
    HeatPrior prior = HeatPrior.of(others);
    assertThat(prior.mean()[0]).isCloseTo(-38 + 5, within(2.0));
    assertThat(prior.variance()[1]).isLessThan(HeatPrior.wide().variance()[1]);
    double known = surprise(prior);
    assertThat(known).isLessThan(surprise(HeatPrior.wide()));
  }

  /** Mean error of forecasts a minute ahead, made in the first seconds. */
  private static double surprise(HeatPrior prior) {
    HeatTracker tracker = new HeatTracker(HeatLaw.SECONDS, prior);
    double sum = 0;
    for (int step = 0; step < 20; step++) {
      tracker.add(DEVICE.excess(step), DEVICE.load(step));
      Heat heat = tracker.now();
      // the load that came: only the law can be wrong
      double ahead = heat.unloaded(60);
      for (int s = 1; s <= 60; s++) {
        double[] response = heat.response(60);
        ahead += DEVICE.load(step + s) * (response[61 - s] - response[60 - s]);
      }
      sum += Math.abs(ahead - DEVICE.excess(step + 60));
    }
    return sum / 20;
  }

  private static double at(double[] coefficients, double[] row) {
    double[] path = new Heat(HeatLaw.SECONDS, -1, coefficients, row, 0).path(1, 900);
    return path[899];
  }

  private static HeatTracker followed(HeatPrior prior) {
    HeatTracker tracker = new HeatTracker(HeatLaw.SECONDS, prior);
    for (int step = 0; step < DEVICE.length(); step++) {
      tracker.add(DEVICE.excess(step), DEVICE.load(step));
    }
    return tracker;
  }
}
