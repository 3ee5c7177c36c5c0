package dev.sidestep.remediator.cluster;

import java.net.URI;
import java.util.List;

/**
 * Questions to one pod. Each waits a bounded time and throws {@link ClusterUnavailableException}
 * when the pod does not answer sensibly by then.
 */
public interface PodProbe {
  /** Whether the pod has warmed up. */
  boolean warm(URI pod);

  /** Requests that the pod is working on or has queued. */
  int inFlight(URI pod);

  /** The embedding of each input, in order. */
  List<float[]> embeddings(URI pod, String model, List<String> inputs);
}
