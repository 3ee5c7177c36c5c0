package dev.sidestep.quickstart.console;

import java.time.Instant;

/**
 * Something a person should know that no topic carries, for example that an interrupted move was
 * found at the start and undone.
 *
 * @param at demo time
 */
public record Notice(Instant at, Level level, String text) {

  /** How loudly it is shown. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  public Notice {
    if (text.isBlank()) {
      throw new IllegalArgumentException("notice has no text; say what happened");
    }
  }
}
