package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome.Status;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The states of a plan that is carried out, and the legal moves between them.
 *
 * <pre>
 *                     each step                     each step taken back
 *                     +-----+                         +-----+
 *                     |     v                         |     v
 *   INTENDED -----> RUNNING ------------------------> UNDOING -------> UNDONE
 *       |             |      a step fails, times         ^ |            everything is as it was
 *       |             |      out, or does harm           | |
 *       |             v                                  | +---------> FAILED
 *       |          SUCCEEDED                             |              something was left: a
 *       |                                                |              person is needed
 *       +------------------------------------------------+
 *          the first step fails, or a restart came before the parity check
 *
 *   DECLINED: never begun.
 *
 *   A plan that is found after a restart and may not be touched (mode, label) or cannot be read goes
 *   from any state to FAILED, and nothing is done.
 * </pre>
 */
final class Lifecycle {
  private static final Map<Status, Set<Status>> NEXT = new EnumMap<>(Status.class);

  static {
    NEXT.put(Status.DECLINED, EnumSet.noneOf(Status.class));
    NEXT.put(Status.INTENDED, EnumSet.of(Status.RUNNING, Status.SUCCEEDED, Status.UNDOING));
    NEXT.put(Status.RUNNING, EnumSet.of(Status.RUNNING, Status.SUCCEEDED, Status.UNDOING));
    NEXT.put(Status.UNDOING, EnumSet.of(Status.UNDOING, Status.UNDONE, Status.FAILED));
    NEXT.put(Status.SUCCEEDED, EnumSet.noneOf(Status.class));
    NEXT.put(Status.UNDONE, EnumSet.noneOf(Status.class));
    NEXT.put(Status.FAILED, EnumSet.noneOf(Status.class));
  }

  private Lifecycle() {}

  /**
   * Lets a legal move pass.
   *
   * @throws IllegalStateException when the move is none
   */
  static Status move(Status from, Status to) {
    if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
      throw new IllegalStateException("a plan cannot go from " + from + " to " + to);
    }
    return to;
  }
}
