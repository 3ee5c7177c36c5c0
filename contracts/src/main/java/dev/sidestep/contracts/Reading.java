package dev.sidestep.contracts;

/**
 * The value of one signal in a frame, and how far it can be believed. A missing reading has no
 * value: asking for it is an error, never a silent zero.
 */
public record Reading(State state, double value, Source source) {

  /** How the reading came about. */
  public enum State {
    /** Made from samples of this tick. */
    VALID,
    /** The last valid value, a few ticks old at most. */
    CARRIED,
    /** Nothing is known. */
    MISSING
  }

  private static final Reading MISSING = new Reading(State.MISSING, Double.NaN, Source.MEASURED);

  public Reading {
    if (state == State.MISSING ? !Double.isNaN(value) : !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "reading is " + value + " and " + state + "; only a missing reading has no finite value");
    }
  }

  public static Reading valid(double value, Source source) {
    return new Reading(State.VALID, value, source);
  }

  public static Reading carried(double value, Source source) {
    return new Reading(State.CARRIED, value, source);
  }

  public static Reading missing() {
    return MISSING;
  }

  public boolean present() {
    return state != State.MISSING;
  }
}
