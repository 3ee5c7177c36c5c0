package dev.sidestep.predictor.expert;

import java.util.Arrays;

/**
 * Weights of members that all forecast the same thing: each falls exponentially with the member's
 * recent loss over the smallest one. A member that stops being right loses its voice, and the
 * weighted forecast is never much worse than the best member's.
 *
 * <p>{@code weight ~ exp(-rate * c/(c + 2 delay) * (loss / smallest loss - 1))}, where the losses
 * are means that forget with a half-life and c counts what they are made of. Source: Freund and
 * Schapire, 1997 (Hedge); relative losses, so that no scale has to be chosen.
 */
public final class Hedge {
  private final double kept;
  private final double rate;
  private final double delay;
  private final double[] losses;
  private double count;

  /**
   * All weights equal.
   *
   * @param halfLife after so many outcomes a loss counts half
   * @param rate how strongly a greater loss counts
   * @param delay outcomes between a forecast and its own
   */
  public Hedge(int members, double halfLife, double rate, double delay) {
    this.kept = StrictMath.pow(0.5, 1 / halfLife);
    this.rate = rate;
    this.delay = delay;
    this.losses = new double[members];
  }

  /** Takes in what each member lost on an outcome; zero or more. */
  public void learn(double[] loss) {
    count = kept * count + 1;
    for (int i = 0; i < losses.length; i++) {
      losses[i] = kept * losses[i] + loss[i];
    }
  }

  /** One weight a member, in their order; the sum is 1. */
  public double[] weights() {
    double[] weights = new double[losses.length];
    Arrays.fill(weights, 1);
    double smallest = Arrays.stream(losses).min().orElse(0);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (smallest > 0) {
        double trust = rate * count / (count + 2 * delay);
        weights[i] = StrictMath.exp(-trust * (losses[i] / smallest - 1));
      }
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
