package dev.sidestep.remediator.place;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import java.util.List;

/**
 * How much thermal margin a device loses for load: the slope of its own margin over its own
 * smoothed utilisation, by least squares.
 *
 * <p>Heat follows load slowly, so the {@linkplain SmoothedLoad smoothed} utilisation is taken. The
 * room's temperature moves too, and a device that was hardly loaded says nothing about full load;
 * therefore the slope counts only when the smoothed load has varied by 0.15 or more over 20 frames
 * or more, and is kept between half and one and a half times the prior of its class: within that a
 * device is believed to be better or worse cooled than its class, beyond it something else has
 * moved the margin.
 */
final class ThermalResponse {
  private static final int LEAST_FRAMES = 20;
  private static final double LEAST_RANGE = 0.15;

  private ThermalResponse() {}

  /** Kelvin of margin lost from idle to full load, positive. */
  static double kelvinPerLoad(List<Frame> history, double prior) {
    SmoothedLoad following = new SmoothedLoad();
    double low = 1;
    double high = 0;
    int n = 0;
    double sumLoad = 0;
    double sumMargin = 0;
    double sumLoadLoad = 0;
    double sumLoadMargin = 0;
    for (Frame frame : history) {
      Reading load = frame.reading(Signal.DEVICE_UTILIZATION);
      Reading margin = frame.reading(Signal.THERMAL_MARGIN);
      if (load.state() != Reading.State.VALID || margin.state() != Reading.State.VALID) {
        continue;
      }
      following.add(frame);
      double smoothed = following.value();
      low = Math.min(low, smoothed);
      high = Math.max(high, smoothed);
      n++;
      sumLoad += smoothed;
      sumMargin += margin.value();
      sumLoadLoad += smoothed * smoothed;
      sumLoadMargin += smoothed * margin.value();
    }
    if (n < LEAST_FRAMES || high - low < LEAST_RANGE) {
      return prior;
    }
    double variance = sumLoadLoad - sumLoad * sumLoad / n;
    double slope = -(sumLoadMargin - sumLoad * sumMargin / n) / variance;
    return Math.min(Math.max(slope, 0.5 * prior), 1.5 * prior);
  }
}
