package dev.sidestep.quickstart.traffic;

import java.time.Instant;

/**
 * One request to the model.
 *
 * @param number counts from 0 in the order of arrival
 * @param tokens length of the input
 */
public record Request(long number, Instant arrival, int tokens) {
  public Request {
    if (tokens < 1) {
      throw new IllegalArgumentException("request has " + tokens + " tokens; give at least 1");
    }
  }

  /** An input of about that many tokens; the same request has the same text each time. */
  public String text() {
    return Phrases.text(number, tokens);
  }
}
