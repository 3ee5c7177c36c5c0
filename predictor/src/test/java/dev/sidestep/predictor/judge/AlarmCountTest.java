package dev.sidestep.predictor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.run.Run;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class AlarmCountTest {
  private static final int TICKS = 240;

  private final AlarmCount count = new AlarmCount();

  @Test
  void anAlarmThatStandsWhenTheLimitIsReachedHasALead() {
    // the limit is reached in second 1804; tick 100 ends in second 1514
    count.add(crossingAt(1804), alarms(100, 119));
    assertThat(count).hasToString("1/1 | 290 s | 0.000");
    assertThat(count.crossings()).isEqualTo(1);
  }

  @Test
  void ofTwoLeadsTheMedianLiesBetween() {
    count.add(crossingAt(1804), alarms(100, 119));
    count.add(crossingAt(1804), alarms(110, 119));
    assertThat(count).hasToString("2/2 | 215 s | 0.000");
  }

  @Test
  void anAlarmThatFlickersIsOne() {
    boolean[] alarms = alarms(100, 119);
    Arrays.fill(alarms, 105, 110, false);
    count.add(crossingAt(1804), alarms);
    assertThat(count).hasToString("1/1 | 290 s | 0.000");
  }

  @Test
  void anAlarmThatEndedLongBeforeIsNoWarningButWasNotFalse() {
    count.add(crossingAt(1804), alarms(70, 80));
    assertThat(count).hasToString("0/1 | - | 0.000");
  }

  @Test
  void anAlarmInTheLastMinuteComesTooLate() {
    count.add(crossingAt(1804), alarms(118, 119));
    assertThat(count).hasToString("0/1 | - | 0.000");
  }

  @Test
  void anAlarmAfterWhichNothingComesIsFalseOnceForEveryQuarterHour() {
    // judged up to 2700 s, 0.746 hours; alarms of 20 minutes: two
    count.add(crossingAt(-1), alarms(20, 99));
    assertThat(count).hasToString("- | - | 2.681");
  }

  @Test
  void whatCannotBeJudgedAnyMoreIsNotFalse() {
    count.add(crossingAt(-1), alarms(220, 239));
    assertThat(count).hasToString("- | - | 0.000");
  }

  private static boolean[] alarms(int from, int to) {
    boolean[] alarms = new boolean[TICKS];
    Arrays.fill(alarms, from, to + 1, true);
    return alarms;
  }

  private static Run crossingAt(int second) {
    double[] margins = new double[TICKS * Run.TICK_SECONDS];
    Arrays.fill(margins, 10);
    if (second >= 0) {
      Arrays.fill(margins, second, margins.length, -1);
    }
    return new Run(
        "run", Collections.nCopies(TICKS, DeviceTick.SILENT), Run.TICK_SECONDS - 1, margins);
  }
}
