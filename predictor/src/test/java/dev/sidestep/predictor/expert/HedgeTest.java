package dev.sidestep.predictor.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HedgeTest {
  @Test
  void allVoicesAreEqualAtFirst() {
    assertThat(new Hedge(4, 300, 10, 60).weights()).containsOnly(0.25);
  }

  @Test
  void membersThatAreNeverWrongShareTheVote() {
    Hedge hedge = new Hedge(2, 300, 10, 1);
    hedge.learn(new double[] {0, 0});
    assertThat(hedge.weights()).containsExactly(0.5, 0.5);
  }

  @Test
  void theScaleOfTheLossesDoesNotMatter() {
    Hedge small = new Hedge(2, 300, 10, 1);
    Hedge large = new Hedge(2, 300, 10, 1);
    for (int i = 0; i < 50; i++) {
      small.learn(new double[] {1, 1.2});
      large.learn(new double[] {1000, 1200});
    }
    assertThat(large.weights()).containsExactly(small.weights(), within(1e-12));
    assertThat(small.weights()[0]).isBetween(0.8, 0.95);
  }

  @Test
  void aLateOutcomeIsTrustedLess() {
    Hedge soon = new Hedge(2, 300, 10, 1);
    Hedge late = new Hedge(2, 300, 10, 900);
    for (int i = 0; i < 50; i++) {
      soon.learn(new double[] {1, 1.2});
      late.learn(new double[] {1, 1.2});
    }
    assertThat(late.weights()[0]).isBetween(0.5, 0.52);
  }

  @Test
  void theVoteFollowsWhoIsRightNowAndIsNeverMuchWorseThanTheBest() {
    long seed = 11;
    Random random = new Random(seed);
    Hedge hedge = new Hedge(2, 100, 10, 1);
    double best = 0;
    double voted = 0;
    for (int i = 0; i < 2000; i++) {
      double[] errors = {random.nextGaussian(), random.nextGaussian()};
      errors[i < 1000 ? 0 : 1] *= 3;
      double[] weights = hedge.weights();
      voted += Math.abs(weights[0] * errors[0] + weights[1] * errors[1]);
      best += Math.min(Math.abs(errors[i < 1000 ? 1 : 0]), 10);
      hedge.learn(new double[] {Math.abs(errors[0]), Math.abs(errors[1])});
    }
    assertThat(hedge.weights()[0]).as("seed %d", seed).isGreaterThan(0.99);
    assertThat(voted / best).as("seed %d", seed).isLessThan(1.1);
  }
}
