package dev.sidestep.remediator.place;

import dev.sidestep.contracts.VariantState;
import java.util.List;

/**
 * Receivers that may be used, best first, and those that may not.
 *
 * @param blind whether a receiver was refused because its metrics are missing
 */
public record Ranking(List<Candidate> fit, List<Unfit> unfit, boolean blind) {
  public Ranking {
    fit = List.copyOf(fit);
    unfit = List.copyOf(unfit);
  }

  /** A receiver that misses a hard goal, and which. */
  public record Unfit(VariantState variant, String reason) {}
}
