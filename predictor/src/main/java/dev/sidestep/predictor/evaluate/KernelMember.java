package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.heat.HeatBands;
import dev.sidestep.predictor.heat.HeatFit;
import dev.sidestep.predictor.heat.HeatForecaster;
import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.heat.HeatTrace;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The heat law of each run, learnt as it goes, and futures of the load of runs of its group. */
final class KernelMember implements ThermalMember {
  private final long seed;
  private final int firstRow;

  /**
   * Of a seed.
   *
   * @param firstRow before it nothing is forecast
   */
  KernelMember(long seed, int firstRow) {
    this.seed = seed;
    this.firstRow = firstRow;
  }

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public Fitted fit(List<OpenRun> open) {
    if (open.isEmpty()) {
      throw new IllegalArgumentException(
          "a fold has no run that is open for fitting; the kernel needs one or more, so leave it out"
              + " with --members lstm");
    }
    Map<String, Fit> fits = new HashMap<>();
    return (run, group, horizons) ->
        fits.computeIfAbsent(group, g -> Fit.of(open, g, horizons, seed)).forecasts(run, firstRow);
  }

  private record Fit(HeatForecaster forecaster, HeatBands bands) {
    static Fit of(List<OpenRun> open, String group, List<Integer> horizons, long seed) {
      List<HeatTrace> all = open.stream().map(one -> one.run().heat()).toList();
      List<HeatTrace> own =
          open.stream()
              .filter(one -> one.group().equals(group))
              .map(one -> one.run().heat())
              .toList();
      List<HeatTrace> alike = own.isEmpty() ? all : own;
      return new Fit(
          new HeatFit(all, alike, horizons).forecaster(seed), HeatBands.of(all, alike, horizons));
    }

    List<List<HeatOutcome>> forecasts(RecordedRun run, int firstRow) {
      HeatForecaster.Watch watch = forecaster.watch();
      HeatTrace trace = run.heat();
      List<List<HeatOutcome>> forecasts = new ArrayList<>();
      for (int row = 0; row < trace.load().length; row++) {
        watch.add(trace.excess()[row], trace.load()[row]);
        forecasts.add(
            row < firstRow ? List.of() : watch.forecast().stream().map(bands::stretch).toList());
      }
      return forecasts;
    }
  }
}
