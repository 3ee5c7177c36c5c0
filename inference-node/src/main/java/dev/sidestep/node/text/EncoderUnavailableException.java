package dev.sidestep.node.text;

/** The model cannot be run on this machine; the message says what to do about it. */
public final class EncoderUnavailableException extends RuntimeException {
  public EncoderUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
