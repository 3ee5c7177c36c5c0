package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Times;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How likely an event is within the longest horizon, and when.
 *
 * @param probability 0..1, in steps of 0.0001, so that the last bits of a sum change no record
 * @param eta in whole seconds; {@link #REACH} means then or later, or never
 */
public record Chance(double probability, Eta eta) {
  /** As far as anything is forecast. */
  public static final Duration REACH = Times.REACH;

  /** It has come. */
  public static final Chance NOW =
      new Chance(1, new Eta(Duration.ZERO, Duration.ZERO, Duration.ZERO));

  public Chance {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is " + probability + "; it must lie in 0..1");
    }
    probability = Math.rint(probability * 1e4) / 1e4;
  }

  /** Times to the event in seconds, empty where it does not come; put in order and clipped. */
  static Chance of(
      double probability, OptionalDouble early, OptionalDouble middle, OptionalDouble late) {
    Duration p90 = clipped(late);
    Duration p50 = shorter(clipped(middle), p90);
    Duration p10 = shorter(clipped(early), p50);
    return new Chance(probability, new Eta(p10, p50, p90));
  }

  private static Duration clipped(OptionalDouble seconds) {
    double reach = REACH.toSeconds();
    return Duration.ofSeconds(Math.round(Math.max(0, Math.min(reach, seconds.orElse(reach)))));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
