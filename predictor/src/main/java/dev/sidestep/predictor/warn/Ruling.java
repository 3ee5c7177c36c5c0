package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Warning;
import org.jspecify.annotations.Nullable;

/**
 * What is done after a look: a warning is issued, held back, or nothing.
 *
 * @param issue the warning to publish; null where there is none
 * @param heldBack whether the budget kept a warning from being raised
 */
public record Ruling(@Nullable Warning issue, boolean heldBack) {
  static final Ruling NOTHING = new Ruling(null, false);

  static Ruling issue(Warning warning) {
    return new Ruling(warning, false);
  }
}
