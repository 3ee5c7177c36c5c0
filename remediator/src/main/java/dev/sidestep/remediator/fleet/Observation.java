package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.VariantState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What the remediator sees around it when a warning is decided on: everything that comes neither
 * from a topic nor from configuration.
 *
 * @param variants all variants of the namespace, by name; empty when the cluster does not answer
 * @param reachable whether the cluster answered
 * @param optedIn whether the namespace says that it may be acted on
 * @param frozen whether the freeze switch is set
 * @param age how old the warning's issue was when it was read
 */
public record Observation(
    List<VariantState> variants,
    Outcome.Mode mode,
    boolean reachable,
    boolean optedIn,
    boolean frozen,
    Duration age) {
  public Observation {
    variants = variants.stream().sorted(Comparator.comparing(VariantState::variant)).toList();
  }

  /** The cluster did not answer. */
  public static Observation unreachable(Outcome.Mode mode, Duration age) {
    return new Observation(List.of(), mode, false, false, false, age);
  }
}
