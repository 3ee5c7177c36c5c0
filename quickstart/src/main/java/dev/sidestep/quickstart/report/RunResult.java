package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one run of a world.
 *
 * @param throttledSeconds seconds that devices slowed themselves down for heat, all devices
 *     together
 * @param throttledAt for each device that did, when it began
 * @param killedPods pods that were killed at their memory limit, in order
 * @param warnings in the order in which they were raised
 * @param outcomes the last record of each plan, in the order of the plans
 * @param frames in topic order
 */
public record RunResult(
    double throttledSeconds,
    Map<Target, Instant> throttledAt,
    List<Kill> killedPods,
    Requests requests,
    List<Raised> warnings,
    List<Outcome> outcomes,
    List<Frame> frames) {

  /**
   * A pod was killed.
   *
   * @param pod its target's key
   */
  public record Kill(String pod, Instant at) {}

  /**
   * What became of the requests.
   *
   * @param throughRealModel those that the real model has answered; the others last as long but
   *     have no answer
   * @param failed no answer came
   * @param lost of these, because no pod was there, or its pod ended before the answer: what a
   *     killed pod or a move that goes wrong would do, while others met a full queue; null where
   *     nobody told them apart
   * @param slow the answer took longer than {@link #SLOW_SECONDS}
   */
  public record Requests(
      int total, int throughRealModel, int failed, @Nullable Integer lost, int slow) {
    /** The service level that is promised: an answer within this many seconds. */
    public static final double SLOW_SECONDS = 2;
  }

  /** A warning as it was raised, and its last issue, which has the verdict once there is one. */
  public record Raised(Warning first, Warning last) {}

  public RunResult {
    throttledAt = Map.copyOf(throttledAt);
    killedPods = List.copyOf(killedPods);
    warnings = List.copyOf(warnings);
    outcomes = List.copyOf(outcomes);
    frames = List.copyOf(frames);
  }

  /** When the first device began to throttle for heat. */
  public Optional<Instant> firstThrottle() {
    return throttledAt.values().stream().min(Comparator.naturalOrder());
  }

  /** When the first pod was killed. */
  public Optional<Instant> firstKill() {
    return killedPods.stream().map(Kill::at).findFirst();
  }
}
