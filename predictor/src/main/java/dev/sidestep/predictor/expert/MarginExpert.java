package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Quantiles;
import dev.sidestep.predictor.forecast.Crossing;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * When and how likely a thermal margin reaches zero, from the margin now and an outlook.
 *
 * <p>Where the forecaster gives chances of crossing, they are the distribution of the time to the
 * limit: a horizon's chance is the share of futures in which zero was reached by then, linear in
 * between. The probability is the largest of them and the ETA's P10, P50 and P90 are the instants
 * at which the chance passes 10, 50 and 90 %. The margin's own quantiles would say less: they tell
 * where the margin is at an instant, not whether it has touched zero before, which it does earlier,
 * and a governor holds a throttling device at its limit, so that they may never reach zero.
 *
 * <p>For a forecaster without such chances, the probability is the share of the forecast that lies
 * at or below zero, at the horizon where that is largest, and the ETA is where the paths of the
 * forecast's P10, P50 and P90, drawn from the margin now, first reach zero.
 */
public final class MarginExpert {
  private MarginExpert() {}

  /**
   * Reads an outlook.
   *
   * @param margin now, in K
   */
  public static Chance read(double margin, Outlook outlook) {
    if (margin <= 0) {
      return Chance.NOW;
    }
    List<Crossing> crossings = outlook.crossings();
    return crossings.isEmpty()
        ? alongPaths(margin, outlook.forecast().horizons())
        : read(crossings);
  }

  /**
   * Reads chances of crossing.
   *
   * @param crossings one or more, by growing horizon, with probabilities that do not fall
   */
  public static Chance read(List<Crossing> crossings) {
    return Chance.of(
        crossings.get(crossings.size() - 1).probability(),
        passes(0.1, crossings),
        passes(0.5, crossings),
        passes(0.9, crossings));
  }

  private static Chance alongPaths(double margin, List<Quantiles> horizons) {
    return Chance.of(
        horizons.stream().mapToDouble(at -> Bell.below(at, 0)).max().orElse(0),
        reaches(margin, horizons, Quantiles::horizon, Quantiles::p10),
        reaches(margin, horizons, Quantiles::horizon, Quantiles::p50),
        reaches(margin, horizons, Quantiles::horizon, Quantiles::p90));
  }

  private static OptionalDouble passes(double share, List<Crossing> crossings) {
    return reaches(share, crossings, Crossing::horizon, at -> share - at.probability());
  }

  /** The seconds after which a path of straight pieces first falls to zero. */
  private static <T> OptionalDouble reaches(
      double start, List<T> points, Function<T, Duration> when, ToDoubleFunction<T> value) {
    double at = 0;
    double from = start;
    for (T point : points) {
      double next = when.apply(point).toMillis() / 1000.0;
      double to = value.applyAsDouble(point);
      if (to <= 0) {
        return OptionalDouble.of(at + (next - at) * from / (from - to));
      }
      at = next;
      from = to;
    }
    return OptionalDouble.empty();
  }
}
