package dev.sidestep.remediator.cluster;

/** Somebody else has written since the read: read again, then decide again. */
public final class ClusterConflictException extends RuntimeException {
  public ClusterConflictException(String message) {
    super(message);
  }

  public ClusterConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
