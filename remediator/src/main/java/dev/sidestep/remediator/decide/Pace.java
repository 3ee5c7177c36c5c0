package dev.sidestep.remediator.decide;

import java.time.Duration;
import java.util.List;

/**
 * The shape of a move and the P90 times that its steps are assumed to take until the model's own
 * moves have shown theirs.
 *
 * @param shiftPercents the receiver's share after each traffic step, growing, the last one 100
 * @param scale of one write of a replica count
 * @param ready from there until the pod answers
 * @param warm from there until it is warm
 * @param parity of the comparison on golden inputs
 * @param shift of one traffic step, its hold included
 * @param drain until the last request of the old pods has its answer
 */
public record Pace(
    List<Integer> shiftPercents,
    Duration scale,
    Duration ready,
    Duration warm,
    Duration parity,
    Duration shift,
    Duration drain) {
  public Pace {
    shiftPercents = List.copyOf(shiftPercents);
    int last = 0;
    for (int percent : shiftPercents) {
      if (percent <= last) {
        throw new IllegalArgumentException(
            "pace.shift-percents is " + shiftPercents + "; it must grow from above 0 to 100");
      }
      last = percent;
    }
    if (last != 100) {
      throw new IllegalArgumentException(
          "pace.shift-percents is " + shiftPercents + "; it must end with 100");
    }
    zeroOrLonger("scale", scale);
    zeroOrLonger("ready", ready);
    zeroOrLonger("warm", warm);
    zeroOrLonger("parity", parity);
    zeroOrLonger("shift", shift);
    zeroOrLonger("drain", drain);
  }

  private static void zeroOrLonger(String field, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "pace." + field + " is " + time + "; it must be zero or longer");
    }
  }

  public static Pace defaults() {
    return new Pace(
        List.of(25, 50, 75, 100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(6),
        Duration.ofSeconds(10));
  }
}
