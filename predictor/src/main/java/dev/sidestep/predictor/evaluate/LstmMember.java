package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.judge.ModelForecasts;
import dev.sidestep.predictor.learn.FoldTraining;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.RecordedRun;
import dev.sidestep.predictor.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A network taught on simulated devices that goes on with a fold's runs. A tested run is forecast
 * as serving does it, one step every 15 rows; fifteen interleaved watches give every row one.
 */
final class LstmMember implements ThermalMember {
  private final FoldTraining training;

  LstmMember(FoldTraining training) {
    this.training = training;
  }

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public Fitted fit(List<OpenRun> open) {
    ThermalEngine engine =
        new ThermalEngine(training.model(open.stream().map(OpenRun::run).toList()));
    return (run, group, horizons) -> forecasts(engine, run, horizons);
  }

  private static List<List<HeatOutcome>> forecasts(
      ThermalEngine engine, RecordedRun recorded, List<Integer> horizons) {
    if (!Heads.HORIZONS.containsAll(horizons)) {
      throw new IllegalArgumentException(
          "the split asks for horizons %s s; the network has %s"
              .formatted(horizons, Heads.HORIZONS));
    }
    List<List<HeatOutcome>> forecasts =
        new ArrayList<>(Collections.nCopies(recorded.load().length, List.of()));
    for (Run run : recorded.phases()) {
      List<List<MarginBand>> bands = ModelForecasts.of(engine, run);
      for (int tick = 0; tick < bands.size(); tick++) {
        forecasts.set(
            run.second(tick),
            bands.get(tick).stream()
                .filter(band -> horizons.contains(band.seconds()))
                .map(LstmMember::outcome)
                .toList());
      }
    }
    return forecasts;
  }

  private static HeatOutcome outcome(MarginBand band) {
    return new HeatOutcome(band.seconds(), -band.p90(), -band.p50(), -band.p10(), band.crossing());
  }
}
