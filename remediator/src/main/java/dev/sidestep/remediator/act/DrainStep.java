package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.ClusterUnavailableException;
import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Waits until the pods that are left have answered every request. The source gets nothing by now; a
 * pod of it that has failed, as was predicted, is no reason to send its traffic back.
 */
final class DrainStep implements MoveStep {
  private final Site site;

  /** Whether the last look has shown that no pod is busy that could have its traffic back. */
  private boolean nobodyToWaitFor;

  DrainStep(Site site) {
    this.site = site;
  }

  @Override
  public Progress attempt(Instant now) {
    nobodyToWaitFor = false;
    List<VariantPod> pods = site.cluster().pods(site.from());
    int inFlight = 0;
    boolean servesAndIsBusy = false;
    String silent = "";
    for (VariantPod pod : pods) {
      URI endpoint = pod.endpoint();
      try {
        int busy = endpoint == null ? 0 : site.probe().inFlight(endpoint);
        inFlight += busy;
        servesAndIsBusy |= busy > 0 && pod.serves();
      } catch (ClusterUnavailableException e) {
        silent = Sentence.of("%s does not tell its requests: %s", pod.name(), e.getMessage());
        servesAndIsBusy |= pod.serves(); // it may be; the cluster counts on it still
      }
    }
    nobodyToWaitFor = !servesAndIsBusy;
    if (inFlight > 0) {
      return Progress.waiting(Sentence.of("%s has %d requests in flight", site.from(), inFlight));
    }
    return silent.isEmpty()
        ? Progress.done(site.from() + " has no request in flight")
        : Progress.waiting(silent);
  }

  @Override
  public Progress late(Progress failed) {
    return nobodyToWaitFor
        ? Progress.done(failed.detail() + "; it gets no traffic, the move goes on")
        : failed;
  }
}
