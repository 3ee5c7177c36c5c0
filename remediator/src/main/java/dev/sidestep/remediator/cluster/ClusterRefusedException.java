package dev.sidestep.remediator.cluster;

/** The cluster will not do it (not there, not allowed, not valid): give up. */
public final class ClusterRefusedException extends RuntimeException {
  public ClusterRefusedException(String message) {
    super(message);
  }

  public ClusterRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
