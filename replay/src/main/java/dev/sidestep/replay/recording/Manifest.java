package dev.sidestep.replay.recording;

/**
 * What a recording is of.
 *
 * @param version of the file format; a reader refuses a newer one
 * @param title the scenario or the machine that was recorded
 * @param seed of the scenario; 0 where there was none
 * @param cluster the cluster's name, as targets carry it
 * @param namespace the one that the remediator looked after
 * @param simulated whether any device in it is a twin
 */
public record Manifest(
    int version, String title, long seed, String cluster, String namespace, boolean simulated) {
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
    return new Manifest(CURRENT_VERSION, title, seed, cluster, namespace, simulated);
  }
}
