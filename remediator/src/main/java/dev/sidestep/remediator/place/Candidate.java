package dev.sidestep.remediator.place;

import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.fleet.Sentence;

/**
 * A receiver that meets every hard goal.
 *
 * @param expectedMargin its thermal margin after the move as {@link Placement} reckons it, in K
 * @param load its utilisation after the move, 0..1; 1 where the one before it is not known
 * @param energy its class's joules per inference over those of the thirstiest class in the
 *     settings, candidate or not, 0..1
 * @param score the weighted sum; the lowest wins
 */
public record Candidate(
    VariantState variant, double expectedMargin, double load, double energy, double score) {

  /** The score with what it is made of. */
  public String says() {
    return Sentence.of(
        "score %.2f (load %.2f, energy %.2f, margin after the move %.1f K)",
        score, load, energy, expectedMargin);
  }
}
