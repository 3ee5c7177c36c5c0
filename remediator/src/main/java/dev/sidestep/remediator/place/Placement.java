package dev.sidestep.remediator.place;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.FleetView;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Ranks receivers for a variant's load: hard goals first (another device class, telemetry, no
 * warning of its own, thermal margin after the move), then the score {@code loadWeight * load + (1
 * - loadWeight) * energy}; equal scores by name.
 *
 * <p>The margin after the move is the lower of two. The first is the lowest P10 of the receiver's
 * own forecast over all horizons: no trouble of its own may be in sight. That forecast knows that
 * loads come and go, so that the lows of its band are futures in which a load has come already; the
 * load that is to be moved does not come on top of them. It does on top of what is expected: the
 * second is {@code P50 - k * (after - now)}, P50 being the lowest over all horizons, k its
 * {@linkplain ThermalResponse margin lost per load}, {@code now} its utilisation and {@code after}
 * what it becomes: the source's utilisation times the ratio of their speeds on top, at most 1. Both
 * utilisations are {@linkplain SmoothedLoad smoothed}, as heat follows them. A capped receiver is
 * as slow as its cap. Where a utilisation is not known the worst is assumed: a busy source; a
 * receiver that is idle where the margin is reckoned, so that all the load is new to it, and fully
 * loaded in the score.
 */
public final class Placement {
  private static final Duration HISTORY = Duration.ofMinutes(60);

  private final PlacementSettings settings;
  private final double marginFloor;

  /**
   * Ranks by settings.
   *
   * @param marginFloor the least margin after the move, in K
   */
  public Placement(PlacementSettings settings, double marginFloor) {
    this.settings = settings;
    this.marginFloor = marginFloor;
  }

  public Ranking rank(Facts facts, VariantState source) {
    List<Candidate> fit = new ArrayList<>();
    List<Ranking.Unfit> unfit = new ArrayList<>();
    boolean blind = false;
    for (VariantState receiver : facts.siblings(source)) {
      Optional<String> unsuited = unsuited(facts, source, receiver);
      Optional<String> unseen = unseen(facts.fleet(), receiver.device());
      if (unsuited.isPresent()) {
        unfit.add(new Ranking.Unfit(receiver, unsuited.get()));
      } else if (unseen.isPresent()) {
        blind = true;
        unfit.add(new Ranking.Unfit(receiver, unseen.get()));
      } else {
        judge(facts.fleet(), source, receiver, fit, unfit);
      }
    }
    fit.sort(
        Comparator.comparingDouble(Candidate::score)
            .thenComparing(candidate -> candidate.variant().variant()));
    return new Ranking(fit, unfit, blind);
  }

  private static Optional<String> unsuited(
      Facts facts, VariantState source, VariantState receiver) {
    if (receiver.deviceClass() == source.deviceClass()) {
      return Optional.of("same device class as " + source.variant());
    }
    if (facts.standing().on(receiver.device(), facts.at())) {
      return Optional.of(receiver.device() + " has a warning of its own");
    }
    double throttling =
        facts.fleet().valid(receiver.device(), Signal.DEVICE_THERMAL_THROTTLING).orElse(0);
    return throttling > 0
        ? Optional.of(
            Sentence.of("%s throttles now (%.2f of the time)", receiver.device(), throttling))
        : Optional.empty();
  }

  /** Missing metrics are not zero: a receiver that cannot be seen is none. */
  private static Optional<String> unseen(FleetView fleet, String device) {
    if (fleet.valid(device, Signal.THERMAL_MARGIN).isEmpty()) {
      return Optional.of("blind: " + device + " has no valid thermal margin");
    }
    boolean forecast =
        fleet
            .margin(device)
            .filter(found -> !found.issuedAt().isBefore(fleet.tick().minusSeconds(30)))
            .isPresent();
    return forecast
        ? Optional.empty()
        : Optional.of("blind: " + device + " has no forecast of its thermal margin");
  }

  private void judge(
      FleetView fleet,
      VariantState source,
      VariantState receiver,
      List<Candidate> fit,
      List<Ranking.Unfit> unfit) {
    OptionalDouble known = fleet.valid(receiver.device(), Signal.DEVICE_UTILIZATION);
    double now = known.isPresent() ? load(fleet, receiver.device()).orElse(0) : 0;
    double after = Math.min(1, now + added(fleet, source, receiver));
    double k =
        ThermalResponse.kelvinPerLoad(
            fleet.recent(receiver.device(), HISTORY),
            settings.of(receiver.deviceClass()).kelvinPerLoad());
    double p10 = lowest(fleet, receiver, Quantiles::p10);
    double p50 = lowest(fleet, receiver, Quantiles::p50);
    double margin = Math.min(p10, p50 - k * (after - now));
    if (margin < marginFloor) {
      unfit.add(
          new Ranking.Unfit(
              receiver,
              Sentence.of(
                  "thermal margin after the move would be %.1f K (P10 %.1f K, P50 %.1f K, %.0f K per load, load %.2f to %.2f); at least %.1f K are asked for",
                  margin, p10, p50, k, now, after, marginFloor)));
      return;
    }
    double energy = settings.of(receiver.deviceClass()).joulesPerInference() / thirstiest();
    double load = known.isPresent() ? after : 1;
    double score = settings.loadWeight() * load + (1 - settings.loadWeight()) * energy;
    fit.add(new Candidate(receiver, margin, load, energy, score));
  }

  private double added(FleetView fleet, VariantState source, VariantState receiver) {
    OptionalDouble cap = fleet.valid(receiver.device(), Signal.DEVICE_POWER_LIMIT_RATIO);
    double capped = Math.min(1, Math.max(0.05, cap.orElse(1)));
    boolean known = fleet.valid(source.device(), Signal.DEVICE_UTILIZATION).isPresent();
    double busy = known ? load(fleet, source.device()).orElse(1) : 1;
    double speeds =
        settings.of(source.deviceClass()).relativeSpeed()
            / (settings.of(receiver.deviceClass()).relativeSpeed() * capped);
    return busy * speeds;
  }

  private static OptionalDouble load(FleetView fleet, String device) {
    return SmoothedLoad.of(fleet.recent(device, HISTORY));
  }

  private double thirstiest() {
    return settings.classes().values().stream()
        .mapToDouble(ClassTraits::joulesPerInference)
        .max()
        .orElse(1);
  }

  private static double lowest(
      FleetView fleet, VariantState receiver, ToDoubleFunction<Quantiles> quantile) {
    return fleet
        .margin(receiver.device())
        .map(Forecast::horizons)
        .map(horizons -> horizons.stream().mapToDouble(quantile).min().orElseThrow())
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
