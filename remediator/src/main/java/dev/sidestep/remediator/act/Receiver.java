package dev.sidestep.remediator.act;

/** What the receiver's metrics say, in the midst of a move, about it carrying traffic. */
public record Receiver(State state, String says) {
  public enum State {
    WELL,
    /** Its metrics are missing, which is not the same as well: nothing goes on until they come. */
    UNSEEN,
    /** The traffic harms it. */
    HARMED
  }

  public static Receiver well() {
    return new Receiver(State.WELL, "");
  }

  public static Receiver unseen(String says) {
    return new Receiver(State.UNSEEN, says);
  }

  public static Receiver harmed(String says) {
    return new Receiver(State.HARMED, says);
  }
}
