package dev.sidestep.node.pod;

import java.util.List;

/** Runs the pods of one machine. A kubelet drives it. */
public interface PodRuntime {
  /**
   * Begins to start a pod and returns at once.
   *
   * @throws IllegalArgumentException when the machine has no such device
   * @throws IllegalStateException when a pod of this name still runs
   */
  void start(PodSpec spec);

  /**
   * Takes a pod out of readiness; it serves what it has, then stops by itself. Does nothing where
   * the pod has ended or is unknown.
   */
  void drain(String pod);

  /** Ends a pod now, failing what it was serving, and forgets it. */
  void stop(String pod);

  /** The pods that were started and not yet forgotten, by name. */
  List<PodStatus> pods();
}
