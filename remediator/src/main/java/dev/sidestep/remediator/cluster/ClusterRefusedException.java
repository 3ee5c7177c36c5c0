package dev.sidestep.remediator.cluster;

/** The cluster will not do it (not there, not allowed, not valid): give up. */
public sealed class ClusterRefusedException extends RuntimeException
    permits ClusterForbiddenException {
  public ClusterRefusedException(String message) {
    super(message);
  }

  public ClusterRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
