package dev.sidestep.remediator.act;

import dev.sidestep.remediator.cluster.Cluster.Scale;
import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Instant;
import java.util.Optional;

/** Sets a replica count; downwards only when what remains can serve. */
final class ScaleStep implements MoveStep {
  private final Site site;
  private final String variant;
  private final int before;
  private final int replicas;

  ScaleStep(Site site, int index) {
    this.site = site;
    this.variant = site.plan().actions().get(index).subject();
    this.replicas = site.plan().actions().get(index).value();
    this.before = site.replicasBefore(index);
  }

  @Override
  public Progress attempt(Instant now) {
    Scale scale = site.cluster().scale(variant);
    if (scale.replicas() == replicas) {
      return Progress.done(Sentence.of("%s is at %d", variant, replicas));
    }
    if (scale.replicas() != before) {
      return Progress.failed(
          Sentence.of(
              "%s is at %d, expected %d: somebody else changed it",
              variant, scale.replicas(), before));
    }
    Optional<Progress> tooEarly = replicas < before ? remainderServes() : Optional.empty();
    if (tooEarly.isPresent()) {
      return tooEarly.get();
    }
    site.cluster().scale(scale, replicas);
    return Progress.done(Sentence.of("%s scaled from %d to %d", variant, before, replicas));
  }

  @Override
  public Progress undo(boolean done) {
    int origin = site.origin(variant).desired();
    Scale scale = site.cluster().scale(variant);
    if (scale.replicas() == origin || scale.replicas() == before) {
      return Progress.nothing(Sentence.of("%s is at %d", variant, scale.replicas()));
    }
    if (scale.replicas() != replicas) {
      String left =
          Sentence.of("%s left at %d: somebody else changed it", variant, scale.replicas());
      return done ? Progress.failed(left) : Progress.nothing(left);
    }
    if (origin == 0) { // nobody would be left for traffic that it still has
      int weight = site.cluster().route(site.plan().model()).weight(variant);
      if (weight > site.factor() * site.origin(variant).weight()) {
        return Progress.failed(
            Sentence.of("%s left at %d: it still has weight %d", variant, replicas, weight));
      }
    }
    site.cluster().scale(scale, origin);
    return Progress.done(Sentence.of("%s scaled back from %d to %d", variant, replicas, origin));
  }

  private Optional<Progress> remainderServes() {
    if (site.replaces()) {
      Optional<VariantPod> leaking = site.leaking();
      long others =
          site.serving(variant).stream()
              .filter(pod -> leaking.isEmpty() || !pod.uid().equals(leaking.get().uid()))
              .count();
      return others >= Math.max(1, replicas)
          ? Optional.empty()
          : Optional.of(
              Progress.waiting(Sentence.of("only %d other pods of %s serve", others, variant)));
    }
    int weight = site.cluster().route(site.plan().model()).weight(variant);
    if (weight > 0) {
      return Optional.of(
          Progress.failed(Sentence.of("%s still has weight %d; not stopped", variant, weight)));
    }
    return site.serving(site.to()).isEmpty()
        ? Optional.of(Progress.waiting("no pod of " + site.to() + " serves; nothing is stopped"))
        : Optional.empty();
  }
}
