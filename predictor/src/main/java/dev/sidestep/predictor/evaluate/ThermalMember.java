package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.List;

/** A way of forecasting recorded runs, fitted anew to what is open in a fold. */
interface ThermalMember {
  /** As it is named on the command line and in tables. */
  String name();

  /** Fits to the runs of a fold that are open. */
  Fitted fit(List<OpenRun> open);

  /** A run open for fitting, and the group of the split that it is of. */
  record OpenRun(String group, RecordedRun run) {}

  /** Fitted; knows nothing of the runs that it is asked about but what it is shown. */
  interface Fitted {
    /**
     * What is expected at each row of a run, from that row and those before it.
     *
     * @param group of the run
     * @param horizons seconds
     * @return a list for each row: one outcome for each horizon, or none where it is too early
     */
    List<List<HeatOutcome>> forecasts(RecordedRun run, String group, List<Integer> horizons);
  }
}
