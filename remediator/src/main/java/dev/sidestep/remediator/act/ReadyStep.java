package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.List;

/** Waits for the pods that take over; at the end of a replacement, for the old one to be gone. */
final class ReadyStep implements MoveStep {
  private final Site site;
  private final String variant;
  private final int replicas;
  private final boolean last;

  ReadyStep(Site site, int index) {
    this.site = site;
    this.variant = site.plan().actions().get(index).subject();
    this.replicas = site.plan().actions().get(index).value();
    this.last = index == site.plan().actions().size() - 1;
  }

  @Override
  public Progress attempt(Instant now) {
    if (last) {
      return gone();
    }
    List<VariantPod> ready = site.replaces() ? site.fresh() : site.serving(variant);
    int needed = site.replaces() ? 1 : replicas;
    return ready.size() >= needed
        ? Progress.done(ready.get(0).name() + " is ready")
        : Progress.waiting(
            Sentence.of("%d of %d pods of %s are ready", ready.size(), needed, variant));
  }

  private Progress gone() {
    if (site.leaking().isPresent()) {
      return Progress.waiting(site.leaking().get().name() + " is still there");
    }
    int serving = site.serving(variant).size();
    return serving >= replicas
        ? Progress.done(Sentence.of("the old pod is gone, %d pods of %s serve", serving, variant))
        : Progress.waiting(Sentence.of("%d of %d pods of %s serve", serving, replicas, variant));
  }
}
