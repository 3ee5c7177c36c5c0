package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome.Parity;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a step went.
 *
 * @param detail what was written or seen, with values
 */
record Progress(State state, String detail, @Nullable Parity parity) {
  enum State {
    /** The step is over and well. */
    DONE,
    /** Nothing to do: it was never done or is taken back already. */
    NOTHING,
    /** Not yet; attempt it again. */
    WAITING,
    /** It will not work. */
    FAILED
  }

  static Progress done(String detail) {
    return new Progress(State.DONE, detail, null);
  }

  static Progress nothing(String detail) {
    return new Progress(State.NOTHING, detail, null);
  }

  static Progress waiting(String detail) {
    return new Progress(State.WAITING, detail, null);
  }

  static Progress failed(String detail) {
    return new Progress(State.FAILED, detail, null);
  }

  Progress with(Parity found) {
    return new Progress(state, detail, found);
  }
}
