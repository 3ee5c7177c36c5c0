package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.Optional;

/** Marks the leaking pod as the first to go. Going, it leaves the rotation and drains. */
final class MarkStep implements MoveStep {
  private final Site site;

  MarkStep(Site site) {
    this.site = site;
  }

  @Override
  public Progress attempt(Instant now) {
    Optional<VariantPod> found = site.leaking();
    if (found.isEmpty()) {
      return Progress.done("the pod is gone already");
    }
    VariantPod pod = found.get();
    Integer cost = pod.deletionCost();
    if (cost != null && cost == Site.GOES_FIRST) {
      return Progress.done(pod.name() + " is marked");
    }
    if (cost != null) {
      return Progress.failed(
          Sentence.of("%s has deletion cost %d, which is not ours", pod.name(), cost));
    }
    site.cluster().deletionCost(pod, Site.GOES_FIRST);
    return Progress.done(Sentence.of("%s has deletion cost %d", pod.name(), Site.GOES_FIRST));
  }

  @Override
  public Progress undo(boolean done) {
    Optional<VariantPod> found = site.leaking();
    Integer cost = found.map(VariantPod::deletionCost).orElse(null);
    if (found.isEmpty() || cost == null || cost != Site.GOES_FIRST) {
      return Progress.nothing("no mark of ours");
    }
    site.cluster().deletionCost(found.get(), null);
    return Progress.done(found.get().name() + " has no deletion cost any more");
  }
}
