package dev.sidestep.replay.recording;

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
 * @param placement how its remediator judged receivers; null in a recording that does not say, then
 *     the defaults hold
 */
public record Manifest(
    int version,
    String title,
    long seed,
    String cluster,
    String namespace,
    boolean simulated,
    @Nullable PlacementSettings placement) {
  public static final int CURRENT_VERSION = 1;

  public Manifest {
    if (version < 1 || version > CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "recording has format version %d; this reader knows 1 to %d, upgrade it"
              .formatted(version, CURRENT_VERSION));
    }
  }

  public static Manifest of(
      String title, long seed, String cluster, String namespace, boolean simulated) {
    return new Manifest(CURRENT_VERSION, title, seed, cluster, namespace, simulated, null);
  }

  /** The same of a remediator that judged receivers so. */
  public Manifest placing(PlacementSettings judged) {
    return new Manifest(version, title, seed, cluster, namespace, simulated, judged);
  }
}
