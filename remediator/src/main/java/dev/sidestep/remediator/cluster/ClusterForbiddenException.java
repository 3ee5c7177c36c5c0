package dev.sidestep.remediator.cluster;

/**
 * The cluster does not allow it. A right that is missing now may come back: who wants to do
 * something new gives up, who takes something back tries again later.
 */
public final class ClusterForbiddenException extends ClusterRefusedException {
  public ClusterForbiddenException(String message) {
    super(message);
  }

  public ClusterForbiddenException(String message, Throwable cause) {
    super(message, cause);
  }
}
