package dev.sidestep.contracts;

/**
 * A record cannot be read: it goes to the dead-letter topic, with the reason, and is not retried.
 */
public final class UnreadableRecordException extends RuntimeException {
  private final Reason reason;

  /** Few and fixed, so that they can be a metric label. */
  public enum Reason {
    /** Bytes that are no record of this kind. */
    MALFORMED,
    /** Written by a newer major version than this reader knows. */
    NEWER_VERSION,
    /** Well-formed, but a value breaks a rule of the noun. */
    INVALID_VALUE,
    /** The instant of the event lies ahead of the reader's clock by more than clocks differ. */
    FUTURE_TIME
  }

  public UnreadableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public UnreadableRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
