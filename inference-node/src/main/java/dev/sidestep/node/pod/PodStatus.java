package dev.sidestep.node.pod;

/**
 * Where a pod stands.
 *
 * @param warm whether its warm-up inference has run
 * @param port of its HTTP interface; 0 once it has ended
 * @param inFlight requests accepted and not yet answered
 * @param reason why it is in this phase, empty where there is nothing to say
 */
public record PodStatus(
    String name, Phase phase, boolean warm, String host, int port, int inFlight, String reason) {

  /**
   * The life of a pod.
   *
   * <pre>
   * STARTING -> READY -> DRAINING -> STOPPED
   *     |         |         |
   *     +---------+---------+-----> KILLED    out of memory
   * </pre>
   */
  public enum Phase {
    STARTING,
    READY,
    /** Out of rotation; what still arrives is served until it has been quiet for a while. */
    DRAINING,
    STOPPED,
    KILLED;

    public boolean ended() {
      return this == STOPPED || this == KILLED;
    }
  }
}
