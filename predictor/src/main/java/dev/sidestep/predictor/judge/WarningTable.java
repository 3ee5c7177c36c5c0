package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.expert.MarginExpert;
import dev.sidestep.predictor.forecast.Crossing;
import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedRun;
import java.util.List;

/**
 * Would it have warned? On simulated server devices that were healthy at first: how many first
 * crossings of the limit were seen coming, how early, and how often the alarm was false.
 *
 * <p>An alarm stands at a tick when the model's probability of a crossing within 15 minutes is one
 * half or more; for the straight line, when it reaches zero within 15 minutes. The ETA is that of
 * the second look in a row with an alarm, at which the product warns, where the crossing followed
 * within 15 minutes.
 */
final class WarningTable {
  private static final int HORIZON_SECONDS = AlarmCount.HORIZON_SECONDS;
  private static final double PROBABILITY = 0.5;
  private static final int LOOKS = 2;

  private final ThermalEngine engine;

  WarningTable(ThermalEngine engine) {
    this.engine = engine;
  }

  static String header() {
    return "| devices | crossings | model warned | median lead | false alarms a device-hour | event before P10 / in P10-P90 / after P90 of its ETA |"
        + " predict_linear warned | median lead | false alarms a device-hour |\n"
        + "|---|---|---|---|---|---|---|---|---|";
  }

  String line(String devices, List<SimulatedRun> runs) {
    AlarmCount model = new AlarmCount();
    AlarmCount line = new AlarmCount();
    EtaCount times = new EtaCount();
    MarginRule straight = new StraightLine();
    for (SimulatedRun simulated : runs) {
      Run run = simulated.run();
      List<List<MarginBand>> bands = ModelForecasts.of(engine, run);
      boolean[] alarms = new boolean[bands.size()];
      boolean[] lineAlarms = new boolean[bands.size()];
      double[][] straightAhead = straight.forecast(run);
      int farthest = Heads.HORIZONS.indexOf(HORIZON_SECONDS);
      for (int tick = 0; tick < alarms.length; tick++) {
        boolean judged = !bands.get(tick).isEmpty();
        alarms[tick] = judged && bands.get(tick).get(farthest).crossing() >= PROBABILITY;
        lineAlarms[tick] = judged && straightAhead[tick][farthest] <= 0;
      }
      model.add(run, alarms);
      time(times, run, bands, alarms);
      line.add(run, lineAlarms);
    }
    return "| %s | %d | %s | %s | %s |".formatted(devices, model.crossings(), model, times, line);
  }

  private static void time(
      EtaCount times, Run run, List<List<MarginBand>> bands, boolean[] alarms) {
    int crossing = AlarmCount.firstCrossing(run);
    int looks = 0;
    for (int tick = 0; tick < alarms.length && run.second(tick) < crossing; tick++) {
      looks = alarms[tick] ? looks + 1 : 0;
      int seconds = crossing - run.second(tick);
      if (looks == LOOKS && seconds <= HORIZON_SECONDS) {
        List<Crossing> crossings = bands.get(tick).stream().map(MarginBand::reaching).toList();
        times.add(MarginExpert.read(crossings).eta(), seconds);
      }
    }
  }
}
