package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.net.URI;
import java.time.Instant;

/** Waits until the pods that are left have answered every request. */
final class DrainStep implements MoveStep {
  private final Site site;

  DrainStep(Site site) {
    this.site = site;
  }

  @Override
  public Progress attempt(Instant now) {
    int inFlight = 0;
    for (VariantPod pod : site.cluster().pods(site.from())) {
      URI endpoint = pod.endpoint();
      inFlight += endpoint == null ? 0 : site.probe().inFlight(endpoint);
    }
    return inFlight == 0
        ? Progress.done(site.from() + " has no request in flight")
        : Progress.waiting(Sentence.of("%s has %d requests in flight", site.from(), inFlight));
  }
}
