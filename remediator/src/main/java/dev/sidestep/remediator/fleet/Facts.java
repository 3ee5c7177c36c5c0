package dev.sidestep.remediator.fleet;

import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that a decision may rest on: one issue of a warning, and what was known then. */
public record Facts(
    Warning warning,
    Observation seen,
    FleetView fleet,
    StandingWarnings standing,
    History history) {

  /** The instant of the decision: that of the warning's issue, so that a replay has the same. */
  public Instant at() {
    return warning.issuedAt();
  }

  public String target() {
    return warning.target().key();
  }

  /** The variants that the warned target carries, the one with most traffic first. */
  public List<VariantState> affected() {
    return seen.variants().stream()
        .filter(this::carried)
        .sorted(
            Comparator.comparingInt(VariantState::weight)
                .reversed()
                .thenComparing(VariantState::variant))
        .toList();
  }

  /** The variant that a remedy is about; empty when the target carries none of ours. */
  public Optional<VariantState> source() {
    return affected().stream().findFirst();
  }

  /** The other variants of the same model. */
  public List<VariantState> siblings(VariantState of) {
    return seen.variants().stream()
        .filter(other -> other.model().equals(of.model()) && !other.variant().equals(of.variant()))
        .toList();
  }

  private boolean carried(VariantState variant) {
    Target target = warning.target();
    return switch (target.kind()) {
      case DEVICE -> variant.device().equals(target.key());
      case POD ->
          variant.pods().stream()
              .anyMatch(
                  pod ->
                      pod.name().equals(target.name())
                          && (target.uid().isEmpty() || pod.uid().equals(target.uid())));
      case NODE, MODEL -> false;
    };
  }
}
