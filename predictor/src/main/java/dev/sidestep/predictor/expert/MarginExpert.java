package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Quantiles;
import dev.sidestep.predictor.forecast.Crossing;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * When and how likely a thermal margin reaches zero, from the margin now and an outlook.
 *
 * <p>The probability is the forecaster's own chance of crossing where it gives one, else the share
 * of the forecast that lies at or below zero, at the horizon where that is largest. The ETA's P10,
 * P50 and P90 are the instants at which the paths of the forecast's P10, P50 and P90, drawn from
 * the margin now, first reach zero. A governor holds a throttling device at its limit, so that a
 * path may come near zero and never reach it: then the instant at which the chance of crossing
 * passes 10, 50 or 90 % stands in.
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
    List<Quantiles> horizons = outlook.forecast().horizons();
    List<Crossing> crossings =
        outlook.crossings().isEmpty() ? below(horizons) : outlook.crossings();
    double probability = crossings.stream().mapToDouble(Crossing::probability).max().orElse(0);
    return Chance.of(
        probability,
        first(margin, horizons, Quantiles::p10, crossings, 0.1),
        first(margin, horizons, Quantiles::p50, crossings, 0.5),
        first(margin, horizons, Quantiles::p90, crossings, 0.9));
  }

  /** At each horizon the chance that the margin has been at or below zero by then. */
  private static List<Crossing> below(List<Quantiles> horizons) {
    double[] most = {0};
    return horizons.stream()
        .map(
            at -> {
              most[0] = Math.max(most[0], Bell.below(at, 0));
              return new Crossing(at.horizon(), most[0]);
            })
        .toList();
  }

  private static OptionalDouble first(
      double margin,
      List<Quantiles> horizons,
      ToDoubleFunction<Quantiles> quantile,
      List<Crossing> crossings,
      double share) {
    OptionalDouble onPath = reaches(margin, 0, horizons, Quantiles::horizon, quantile);
    return onPath.isPresent()
        ? onPath
        : reaches(share, 0, crossings, Crossing::horizon, at -> share - at.probability());
  }

  /** The seconds after which a path of straight pieces first falls to a level. */
  private static <T> OptionalDouble reaches(
      double start,
      double level,
      List<T> points,
      java.util.function.Function<T, Duration> when,
      ToDoubleFunction<T> value) {
    double at = 0;
    double from = start;
    for (T point : points) {
      double next = when.apply(point).toMillis() / 1000.0;
      double to = value.applyAsDouble(point);
      if (to <= level) {
        return OptionalDouble.of(at + (next - at) * (from - level) / (from - to));
      }
      at = next;
      from = to;
    }
    return OptionalDouble.empty();
  }
}
