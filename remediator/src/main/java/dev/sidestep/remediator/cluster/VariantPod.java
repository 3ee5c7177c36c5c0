package dev.sidestep.remediator.cluster;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A pod as read.
 *
 * @param endpoint where it answers; null before it has an address
 * @param ready whether it may get traffic
 * @param leaving whether it is on its way out
 * @param deletionCost the mark that says who goes first; null where none is set
 */
public record VariantPod(
    String name,
    String uid,
    @Nullable URI endpoint,
    boolean ready,
    boolean leaving,
    @Nullable Integer deletionCost,
    String version) {

  /** Whether it serves: ready, staying, and with an address. */
  public boolean serves() {
    return ready && !leaving && endpoint != null;
  }
}
