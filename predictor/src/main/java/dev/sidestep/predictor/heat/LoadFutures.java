package dev.sidestep.predictor.heat;

import java.util.List;

/** Ways in which loads may go on, pushed through a device's law. */
interface LoadFutures {
  /**
   * One outcome for each of its horizons.
   *
   * @param past the load of this device so far
   */
  List<HeatOutcome> of(Heat device, LoadSense past);
}
