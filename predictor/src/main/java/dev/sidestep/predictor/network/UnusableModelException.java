package dev.sidestep.predictor.network;

/** The model cannot be served: missing, damaged, of another kind, or not what it was. Give up. */
public final class UnusableModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableModelException(String message) {
    super(message);
  }

  UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
