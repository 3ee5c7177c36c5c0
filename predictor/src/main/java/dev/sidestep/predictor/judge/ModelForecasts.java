package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.DeviceWatch;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.Run;
import java.util.ArrayList;
import java.util.List;

/** What a model says at each tick of a run, made as serving makes it; empty where it is silent. */
public final class ModelForecasts {
  private ModelForecasts() {}

  /** The bands of each tick. */
  public static List<List<MarginBand>> of(ThermalEngine engine, Run run) {
    DeviceWatch watch = engine.watch();
    List<List<MarginBand>> bands = new ArrayList<>(run.ticks().size());
    for (int tick = 0; tick < run.ticks().size(); tick++) {
      bands.add(watch.observe(run.ticks().get(tick)).orElse(List.of()));
    }
    return bands;
  }
}
