package dev.sidestep.replay.recording;

import dev.sidestep.remediator.decide.Pace;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.place.PlacementSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a recording is of.
 *
 * @param version of the file format; a reader refuses a newer one
 * @param title the scenario or the machine that was recorded
 * @param seed of the scenario; 0 where there was none
 * @param cluster the cluster's name, as targets carry it
 * @param namespace the one that the remediator looked after
 * @param simulated whether any device in it is a twin
 * @param placement how its remediator judged receivers
 * @param limits the numbers of its remediator's rails
 * @param pace the shape and the assumed times of its remediator's moves
 */
public record Manifest(
    int version,
    String title,
    long seed,
    String cluster,
    String namespace,
    boolean simulated,
    @Nullable PlacementSettings placement,
    @Nullable Limits limits,
    @Nullable Pace pace) {
  public static final int CURRENT_VERSION = 1;

  public Manifest {
    if (version < 1 || version > CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "recording has format version %d; this reader knows 1 to %d, upgrade it"
              .formatted(version, CURRENT_VERSION));
    }
  }

  /** Of a run whose remediator decided so. */
  public static Manifest of(String title, long seed, boolean simulated, Policy policy) {
    return new Manifest(
        CURRENT_VERSION,
        title,
        seed,
        policy.cluster(),
        policy.namespace(),
        simulated,
        policy.placement(),
        policy.limits(),
        policy.pace());
  }

  /** How the remediator decided; what an older recording does not say is as usual. */
  public Policy policy() {
    Policy usual = Policy.defaults(cluster, namespace);
    return new Policy(
        cluster,
        namespace,
        limits == null ? usual.limits() : limits,
        placement == null ? usual.placement() : placement,
        pace == null ? usual.pace() : pace);
  }
}
