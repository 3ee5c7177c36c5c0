package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.remediator.cluster.VariantPod;
import dev.sidestep.remediator.fleet.Sentence;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Compares the answers to the golden inputs of a pod that has served and one that takes over. */
final class ParityStep implements MoveStep {
  private final Site site;

  ParityStep(Site site) {
    this.site = site;
  }

  @Override
  public Progress attempt(Instant now) {
    Optional<VariantPod> old = site.reference();
    Optional<VariantPod> fresh = site.fresh().stream().findFirst();
    URI reference = old.map(VariantPod::endpoint).orElse(null);
    URI candidate = fresh.map(VariantPod::endpoint).orElse(null);
    if (reference == null || candidate == null) {
      return Progress.waiting(
          "no ready pod of " + (reference == null ? site.from() : site.to()) + " to compare");
    }
    List<String> inputs = site.settings().goldenInputs();
    List<float[]> expected = site.probe().embeddings(reference, site.plan().model(), inputs);
    List<float[]> found = site.probe().embeddings(candidate, site.plan().model(), inputs);
    int equal = 0;
    double worst = 1;
    for (int i = 0; i < inputs.size(); i++) {
      boolean both = i < expected.size() && i < found.size();
      double cosine = both ? cosine(expected.get(i), found.get(i)) : Double.NaN;
      worst = cosine >= worst ? worst : cosine; // NaN, no comparison, is worst
      equal += cosine >= site.settings().cosineFloor() ? 1 : 0;
    }
    Parity parity = new Parity(inputs.size(), equal);
    String detail =
        Sentence.of(
            "%d of %d golden answers of %s equal those of %s, lowest cosine %.4f",
            equal, inputs.size(), site.to(), site.from(), worst);
    return (equal == inputs.size() ? Progress.done(detail) : Progress.failed(detail)).with(parity);
  }

  /** NaN where the two cannot be compared: other lengths, or one without direction. */
  private static double cosine(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.NaN;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
