package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Action;
import dev.sidestep.remediator.cluster.Cluster.Route;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the receiver a larger share of the traffic, and watches it for a while. Where the steps'
 * weights are finer than those observed, the first write multiplies all weights of the route by
 * {@link Site#factor}, and taking back divides them again.
 */
final class ShiftStep implements MoveStep {
  private final Site site;
  private final int before;
  private final int weight;
  private final int factor;

  private @Nullable Instant heldSince;

  ShiftStep(Site site, int index) {
    this.site = site;
    this.weight = site.plan().actions().get(index).value();
    this.before = site.weightBefore(index);
    this.factor = site.factor();
  }

  @Override
  public Progress attempt(Instant now) {
    if (site.serving(site.to()).isEmpty()) {
      return Progress.failed("no pod of " + site.to() + " serves; it gets no traffic");
    }
    Route route = site.cluster().route(site.plan().model());
    if (shares(route, weight)) {
      return hold(now);
    }
    boolean first = before == fineOrigin() && observed(route);
    if (heldSince != null || !(first || shares(route, before))) {
      return Progress.failed(says(route) + ": somebody else changed them");
    }
    Map<String, Integer> weights = first ? multiplied(route) : new HashMap<>();
    weights.putAll(weights(weight));
    site.cluster().weights(route, weights);
    heldSince = now;
    return Progress.waiting(Sentence.of("%s gets weight %d of %d", site.to(), weight, shared()));
  }

  @Override
  public Progress undo(boolean done) {
    Route route = site.cluster().route(site.plan().model());
    Map<String, Integer> weights = others(route);
    boolean divisible = weights.values().stream().allMatch(other -> other % factor == 0);
    boolean back = shares(route, fineOrigin());
    if (observed(route) || (back && !divisible)) {
      return Progress.nothing(says(route));
    }
    boolean ours =
        back
            || site.plan().actions().stream()
                .filter(action -> action.type() == Action.Type.SHIFT_TRAFFIC)
                .anyMatch(action -> shares(route, action.value()));
    if (!ours) {
      String left = says(route) + ", left so: somebody else changed them";
      return done ? Progress.failed(left) : Progress.nothing(left);
    }
    if (site.serving(site.from()).isEmpty()) {
      return Progress.waiting("no pod of " + site.from() + " serves to take its traffic back");
    }
    if (divisible) {
      weights.replaceAll((variant, other) -> other / factor);
      weights.put(site.to(), site.origin(site.to()).weight());
      weights.put(site.from(), site.origin(site.from()).weight());
    } else { // somebody else has changed those: the shares go back, the units stay
      weights = weights(fineOrigin());
    }
    site.cluster().weights(route, weights);
    return Progress.done(
        Sentence.of("%s has its weight %d back", site.from(), weights.get(site.from())));
  }

  private Progress hold(Instant now) {
    if (heldSince == null) {
      heldSince = now;
    }
    String detail = Sentence.of("%s has weight %d", site.to(), weight);
    return now.isBefore(heldSince.plus(site.settings().shiftHold()))
        ? Progress.waiting(detail)
        : Progress.done(detail);
  }

  /** Whether the weights are as they were at the decision. */
  private boolean observed(Route route) {
    return route.weight(site.to()) == site.origin(site.to()).weight()
        && route.weight(site.from()) == site.origin(site.from()).weight();
  }

  private boolean shares(Route route, int receiver) {
    return route.weight(site.to()) == receiver && route.weight(site.from()) == shared() - receiver;
  }

  /** What source and receiver have together, in the units of the steps. */
  private int shared() {
    return factor * site.observedWeight();
  }

  /** What the receiver had at the decision, in the units of the steps. */
  private int fineOrigin() {
    return factor * site.origin(site.to()).weight();
  }

  private Map<String, Integer> weights(int receiver) {
    return new HashMap<>(Map.of(site.to(), receiver, site.from(), shared() - receiver));
  }

  /** The weights of the route's other backends in the units of the steps. */
  private Map<String, Integer> multiplied(Route route) {
    Map<String, Integer> weights = others(route);
    weights.replaceAll((variant, other) -> other * factor);
    return weights;
  }

  /** The route's other backends that a factor changes; none where there is no factor. */
  private Map<String, Integer> others(Route route) {
    Map<String, Integer> others = new HashMap<>();
    if (factor > 1) {
      others.putAll(route.weights());
      others.keySet().removeAll(Set.of(site.from(), site.to()));
      others.values().removeIf(other -> other == 0);
    }
    return others;
  }

  private String says(Route route) {
    return Sentence.of(
        "weights of %s are %s=%d, %s=%d",
        route.model(), site.from(), route.weight(site.from()), site.to(), route.weight(site.to()));
  }
}
