package dev.sidestep.node.pod;

import java.time.Instant;

/** Where accepted requests wait for a device: the same line for all pods on it. */
public interface WorkLine {
  /** A place in the line. */
  record Slot(String pod, Instant start, Instant finish) {}

  /** How many requests the device works on at once. */
  int parallel();

  /**
   * Takes the next place.
   *
   * @param tokens the work
   */
  Slot reserve(String pod, Instant from, int tokens);

  /** Gives back the places of a pod that has ended. */
  void release(String pod, Instant at);
}
