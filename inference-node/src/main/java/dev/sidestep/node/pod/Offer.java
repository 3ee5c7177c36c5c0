package dev.sidestep.node.pod;

import java.time.Duration;
import java.time.Instant;

/** What a pod answers to a request that asks to be let in. */
public sealed interface Offer {

  /**
   * Let in. It ends with a {@link Completion}, at the finish unless the pod ends before.
   *
   * @param finish when the device will be done with it, at the clock it has now
   */
  record Accepted(Instant start, Instant finish) implements Offer {}

  /**
   * Not let in; nothing more will come of it.
   *
   * @param retryAfter when another try makes sense
   */
  record Refused(Cause cause, Duration retryAfter, String reason) implements Offer {
    /** Of a pod that is not ready or has ended. */
    public static Refused notServing(String pod, String why) {
      return new Refused(
          Cause.NOT_SERVING, Duration.ofSeconds(1), "pod " + pod + " does not serve: " + why);
    }
  }

  /** Why a request is not let in. */
  enum Cause {
    /** The admission queue is full: 429. */
    FULL,
    /** The pod is not ready, or has ended: 503. */
    NOT_SERVING
  }
}
