package dev.sidestep.predictor.expert;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * When and how likely a growing value reaches its limit: Prometheus' {@code predict_linear} with a
 * slope that outliers do not move, a band around it, and an eye for growth that slows down.
 *
 * <p>If the newer half of the window grows clearly slower than the older one, growth is taken to
 * slow down by the same factor each half window: a cache that fills up levels off before its limit,
 * a leak does not.
 */
public final class GrowthExpert {
  /** Below this ratio of the halves' slopes growth slows down; noise alone makes .8 to 1.25. */
  private static final double SLOWING = 0.8;

  /** A slope is no better known than this share of it: the next minutes are not the last ones. */
  private static final double MODEL_ERROR = 0.1;

  private final Trend trend;
  private final double limit;
  private final double blockSeconds;
  private final double decay;
  private final double deviation;

  private GrowthExpert(Trend trend, double limit, double blockSeconds, double decay) {
    this.trend = trend;
    this.limit = limit;
    this.blockSeconds = blockSeconds;
    this.decay = decay;
    this.deviation = StrictMath.hypot(trend.deviation(), MODEL_ERROR * trend.slope());
  }

  /** Fits a window of at least two values. */
  public static GrowthExpert of(TrailingWindow window, double limit) {
    int half = window.size() / 2;
    Trend all = Trend.of(window);
    double block = Math.max(1, window.span().toMillis() / 2000.0);
    if (half < 3 || all.slope() <= 0) {
      return new GrowthExpert(all, limit, block, 1);
    }
    double older = Trend.of(window, 0, half).slope();
    double newer = Trend.of(window, half, window.size()).slope();
    boolean slows = older > 0 && newer < SLOWING * older;
    return slows
        ? new GrowthExpert(
            new Trend(all.level(), Math.max(0, newer), all.deviation(), all.noise()),
            limit,
            block,
            Math.max(0, newer / older))
        : new GrowthExpert(all, limit, block, 1);
  }

  public Trend trend() {
    return trend;
  }

  /** Whether growth is slowing down. */
  public boolean slows() {
    return decay < 1;
  }

  /** The chance of reaching the limit within {@link Chance#REACH}, and when. */
  public Chance chance() {
    double room = limit - trend.level();
    if (room <= 0) {
      return Chance.NOW;
    }
    double seconds = growingSeconds(Chance.REACH);
    double needed = room / seconds;
    double spread = StrictMath.hypot(deviation, trend.noise() / seconds);
    double surplus = trend.slope() - needed;
    double probability = spread == 0 ? (surplus >= 0 ? 1 : 0) : Bell.below(surplus / spread);
    double swing = Bell.P90 * deviation;
    return Chance.of(
        probability,
        reaches(room, trend.slope() + swing),
        reaches(room, trend.slope()),
        reaches(room, trend.slope() - swing));
  }

  /** How many seconds at today's slope make the growth until a horizon. */
  private double growingSeconds(Duration horizon) {
    double left = horizon.toSeconds();
    double sum = 0;
    double factor = 1;
    while (left > 0) {
      factor *= decay;
      sum += factor * Math.min(left, blockSeconds);
      left -= blockSeconds;
    }
    return Math.max(sum, 1e-3);
  }

  private OptionalDouble reaches(double room, double slope) {
    if (slope <= 0) {
      return OptionalDouble.empty();
    }
    double grown = 0;
    double factor = 1;
    for (double at = 0; at < Chance.REACH.toSeconds(); at += blockSeconds) {
      factor *= decay;
      double growth = slope * factor * blockSeconds;
      if (grown + growth >= room) {
        return OptionalDouble.of(at + blockSeconds * (room - grown) / growth);
      }
      grown += growth;
    }
    return OptionalDouble.empty();
  }
}
