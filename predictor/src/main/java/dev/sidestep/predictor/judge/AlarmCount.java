package dev.sidestep.predictor.judge;

import dev.sidestep.contracts.Median;
import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What became of the alarms of one rule. Looks that lie near each other are one alarm, which counts
 * once for every started 15 minutes of its span.
 */
final class AlarmCount {
  /** How far ahead an alarm looks. */
  static final int HORIZON_SECONDS = (int) Times.REACH.toSeconds();

  /** An alarm that comes later than this before the crossing helps nobody. */
  private static final int LEAST_LEAD_SECONDS = 60;

  private static final int SAME_ALARM_SECONDS = 300;

  private final List<Integer> leads = new ArrayList<>();
  private int crossings;
  private int falseAlarms;
  private double hours;

  /** Takes in a run and whether the rule's alarm stood at each of its ticks. */
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

  int crossings() {
    return crossings;
  }

  /** Warned of how many, median lead, false alarms an hour: three cells of a table. */
  @Override
  public String toString() {
    OptionalDouble middle = Median.of(leads.stream().mapToDouble(Integer::doubleValue));
    String median = middle.isPresent() ? Math.round(middle.getAsDouble()) + " s" : "-";
    String warned = crossings == 0 ? "-" : "%d/%d".formatted(leads.size(), crossings);
    return String.format(Locale.ROOT, "%s | %s | %.3f", warned, median, falseAlarms / hours);
  }

  /** The second of the first crossing; -1 where there is none. */
  static int firstCrossing(Run run) {
    for (int second = run.firstSecond(); second < run.margins().length; second++) {
      if (run.margins()[second] <= 0) {
        return second;
      }
    }
    return -1;
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
