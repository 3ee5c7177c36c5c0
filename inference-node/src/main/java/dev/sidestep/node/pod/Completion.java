package dev.sidestep.node.pod;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of an accepted request.
 *
 * @param request the caller's own number
 * @param at when it was done, or when it failed
 * @param reason why it failed, empty where it did not
 */
public record Completion(
    long request, String pod, Instant arrival, Instant at, boolean failed, String reason) {
  public Duration duration() {
    return Duration.between(arrival, at);
  }
}
