package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome.Parity;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a step went.
 *
 * @param wrote whether the cluster was changed; the caller ends its turn then
 * @param detail what was written or seen, with values
 */
record Progress(State state, boolean wrote, String detail, @Nullable Parity parity) {
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
    return new Progress(State.DONE, false, detail, null);
  }

  static Progress wrote(String detail) {
    return new Progress(State.DONE, true, detail, null);
  }

  /** Written, and not over: the effect is still to be seen. */
  static Progress wroteAndWaits(String detail) {
    return new Progress(State.WAITING, true, detail, null);
  }

  static Progress nothing(String detail) {
    return new Progress(State.NOTHING, false, detail, null);
  }

  static Progress waiting(String detail) {
    return new Progress(State.WAITING, false, detail, null);
  }

  static Progress failed(String detail) {
    return new Progress(State.FAILED, false, detail, null);
  }

  Progress with(Parity found) {
    return new Progress(state, wrote, detail, found);
  }
}
