package dev.sidestep.predictor.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to turn features into bands: a network, its scales and its calibration.
 *
 * @param name name and version, as forecasts carry it
 * @param network the trained network, as DL4J saved it
 */
public record ThermalModel(
    String name, Standardization scales, Calibration calibration, Dl4jNetwork network) {

  /** The same model with bands stretched. */
  public ThermalModel with(Calibration other) {
    return new ThermalModel(name, scales, other, network);
  }

  public ThermalModel named(String other) {
    return new ThermalModel(other, scales, calibration, network);
  }

  /**
   * The bands that outputs stand for.
   *
   * @param margin the margin now, to which the outputs are relative; kelvin
   */
  List<MarginBand> bands(float[] outputs, double margin) {
    List<MarginBand> bands = new ArrayList<>(Heads.HORIZONS.size());
    double crossing = 0;
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      int at = h * Heads.PER_HORIZON;
      double[] sorted = {outputs[at], outputs[at + 1], outputs[at + 2]};
      Arrays.sort(sorted);
      double middle = sorted[1] * Heads.KELVIN;
      double below = (sorted[1] - sorted[0]) * Heads.KELVIN * calibration.lower()[h];
      double above = (sorted[2] - sorted[1]) * Heads.KELVIN * calibration.upper()[h];
      double logit = outputs[at + Heads.LOGIT];
      // reached within a minute is reached within five
      crossing = margin <= 0 ? 1 : Math.max(crossing, 1 / (1 + StrictMath.exp(-logit)));
      bands.add(
          new MarginBand(
              Heads.HORIZONS.get(h),
              margin + middle - below,
              margin + middle,
              margin + middle + above,
              crossing));
    }
    return bands;
  }
}
