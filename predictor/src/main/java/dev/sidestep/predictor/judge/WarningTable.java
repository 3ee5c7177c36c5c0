package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Would it have warned? On simulated server devices that were healthy at first: how many first
 * crossings of the limit were seen coming, how early, and how often the alarm was false.
 *
 * <p>An alarm stands at a tick when the model's probability of a crossing within 15 minutes is one
 * half or more; for the straight line, when it reaches zero within 15 minutes.
 */
final class WarningTable {
  private static final int HORIZON_SECONDS = 900;
  private static final double PROBABILITY = 0.5;

  /** An alarm that comes later than this before the crossing helps nobody. */
  private static final int LEAST_LEAD_SECONDS = 60;

  private static final int SAME_ALARM_SECONDS = 300;

  private final ThermalEngine engine;

  WarningTable(ThermalEngine engine) {
    this.engine = engine;
  }

  static String header() {
    return "| devices | crossings | model warned | median lead | false alarms a device-hour |"
        + " predict_linear warned | median lead | false alarms a device-hour |\n"
        + "|---|---|---|---|---|---|---|---|";
  }

  String line(String devices, List<SimulatedRun> runs) {
    Count model = new Count();
    Count line = new Count();
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
      line.add(run, lineAlarms);
    }
    return "| %s | %d | %s | %s |".formatted(devices, model.crossings, model, line);
  }

  /**
   * What became of the alarms of one rule. Looks that lie near each other are one alarm, which
   * counts once for every started 15 minutes of its span.
   */
  private static final class Count {
    private final List<Integer> leads = new ArrayList<>();
    private int crossings;
    private int falseAlarms;
    private double hours;

    void add(Run run, boolean[] alarms) {
      int crossing = firstCrossing(run);
      int end = crossing < 0 ? run.margins().length - HORIZON_SECONDS : crossing;
      hours += Math.max(0, end - run.firstSecond()) / 3600.0;
      Span wrong = new Span();
      Span right = new Span();
      for (int tick = 0; tick < alarms.length && run.second(tick) < end; tick++) {
        if (alarms[tick]) {
          int second = run.second(tick);
          boolean comes = crossing >= 0 && crossing - second <= HORIZON_SECONDS;
          Span span = comes ? right : wrong;
          if (!span.reaches(second)) {
            falseAlarms += wrong == span ? span.count() : 0;
            span.restart(second);
          }
          span.last = second;
        }
      }
      falseAlarms += wrong.count();
      if (crossing >= 0) {
        crossings++;
        if (right.reaches(crossing) && crossing - right.first >= LEAST_LEAD_SECONDS) {
          leads.add(crossing - right.first);
        }
      }
    }

    @Override
    public String toString() {
      int[] sorted = leads.stream().mapToInt(Integer::intValue).sorted().toArray();
      String median = sorted.length == 0 ? "-" : sorted[sorted.length / 2] + " s";
      String warned = crossings == 0 ? "-" : "%d/%d".formatted(sorted.length, crossings);
      return String.format(Locale.ROOT, "%s | %s | %.3f", warned, median, falseAlarms / hours);
    }

    /** The second of the first crossing; -1 where there is none. */
    private static int firstCrossing(Run run) {
      for (int second = run.firstSecond(); second < run.margins().length; second++) {
        if (run.margins()[second] <= 0) {
          return second;
        }
      }
      return -1;
    }
  }

  /** Looks with an alarm, near enough to each other. */
  private static final class Span {
    private int first = -1;
    private int last = -1;

    boolean reaches(int second) {
      return first >= 0 && second - last <= SAME_ALARM_SECONDS;
    }

    void restart(int second) {
      first = second;
      last = second;
    }

    int count() {
      return first < 0 ? 0 : 1 + (last - first) / HORIZON_SECONDS;
    }
  }
}
