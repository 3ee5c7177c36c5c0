package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.VariantPod;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Waits until the pods that take over have warmed up. */
final class WarmStep implements MoveStep {
  private final Site site;

  WarmStep(Site site) {
    this.site = site;
  }

  @Override
  public Progress attempt(Instant now) {
    List<VariantPod> pods = site.fresh();
    if (pods.isEmpty()) {
      return Progress.waiting("no new pod of " + site.to() + " is ready");
    }
    for (VariantPod pod : pods) {
      URI endpoint = pod.endpoint();
      if (endpoint == null || !site.probe().warm(endpoint)) {
        return Progress.waiting(pod.name() + " is not warm yet");
      }
    }
    return Progress.done(pods.get(0).name() + " is warm");
  }
}
