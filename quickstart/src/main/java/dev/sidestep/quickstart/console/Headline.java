package dev.sidestep.quickstart.console;

/** What is going on now, in one sentence. */
public record Headline(String text, Mood mood) {

  /** The colour of the sentence; never the only carrier of the message. */
  public enum Mood {
    WAITING,
    CALM,
    /** A failure is foreseen and nothing is done about it, or something cannot be seen. */
    ALERT,
    /** The model is being moved out of the way. */
    ACTING,
    /** It hurts now, or a move went wrong. */
    BAD,
    DONE
  }
}
