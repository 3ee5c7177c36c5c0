package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Action;
import dev.sidestep.remediator.cluster.Cluster.Route;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the receiver a larger share of the traffic, and watches it for a while. */
final class ShiftStep implements MoveStep {
  private final Site site;
  private final int before;
  private final int weight;

  private @Nullable Instant heldSince;

  ShiftStep(Site site, int index) {
    this.site = site;
    this.weight = site.plan().actions().get(index).value();
    this.before = site.weightBefore(index);
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
    if (heldSince != null || !shares(route, before)) {
      return Progress.failed(says(route) + ": somebody else changed them");
    }
    site.cluster().weights(route, weights(weight));
    heldSince = now;
    return Progress.waiting(
        Sentence.of("%s gets weight %d of %d", site.to(), weight, site.sharedWeight()));
  }

  @Override
  public Progress undo(boolean done) {
    Route route = site.cluster().route(site.plan().model());
    int origin = site.origin(site.to()).weight();
    if (shares(route, origin)) {
      return Progress.nothing(says(route));
    }
    boolean ours =
        site.plan().actions().stream()
            .filter(action -> action.type() == Action.Type.SHIFT_TRAFFIC)
            .anyMatch(action -> shares(route, action.value()));
    if (!ours) {
      String left = says(route) + ", left so: somebody else changed them";
      return done ? Progress.failed(left) : Progress.nothing(left);
    }
    if (site.serving(site.from()).isEmpty()) {
      return Progress.waiting("no pod of " + site.from() + " serves to take its traffic back");
    }
    site.cluster().weights(route, weights(origin));
    return Progress.done(
        Sentence.of("%s has its weight %d back", site.from(), site.sharedWeight() - origin));
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

  private boolean shares(Route route, int receiver) {
    return route.weight(site.to()) == receiver
        && route.weight(site.from()) == site.sharedWeight() - receiver;
  }

  private Map<String, Integer> weights(int receiver) {
    return Map.of(site.to(), receiver, site.from(), site.sharedWeight() - receiver);
  }

  private String says(Route route) {
    return Sentence.of(
        "weights of %s are %s=%d, %s=%d",
        route.model(), site.from(), route.weight(site.from()), site.to(), route.weight(site.to()));
  }
}
