package dev.sidestep.node.http;

import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import java.util.concurrent.CompletionStage;

/** A pod, as its HTTP interface needs it. Thread-safe. */
public interface Serving {
  /**
   * What became of a request that asked to be let in.
   *
   * @param request its number
   * @param done when the device is through with it; never, where it was refused
   */
  record Admission(long request, Offer offer, CompletionStage<Completion> done) {}

  /** The model name that clients use. */
  String model();

  /** Whether the model is loaded and the pod is in rotation. */
  boolean ready();

  /** Whether the warm-up inference has run. */
  boolean warm();

  Admission admit(int tokens);

  /** The real model has run for a request that was let in. */
  void computed(long request);

  /** The real model could not run for a request that was let in. */
  void lost(long request);

  /** Prometheus' text form. */
  String metrics();
}
