package dev.sidestep.predictor.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseLengthsTest {
  @Test
  void whatIsLeftIsTheUsualLengthLessTheAge() {
    PhaseLengths lengths = new PhaseLengths(List.of(300));
    assertThat(median(lengths, 0)).isCloseTo(300, within(2.0));
    assertThat(median(lengths, 100)).isCloseTo(200, within(2.0));
  }

  @Test
  void whatIsLeftIsPositiveAndSorted() {
    PhaseLengths lengths = new PhaseLengths(List.of(200, 300));
    for (int age : new int[] {0, 150, 250, 350, 5000}) {
      double[] left = lengths.left(age, 50);
      assertThat(left).as("age %d", age).isSorted().doesNotContain(Double.NaN);
      assertThat(left[0]).as("age %d", age).isPositive();
    }
  }

  @Test
  void aDevicesOwnRhythmOutweighsThatOfOthers() {
    PhaseLengths lengths = new PhaseLengths(List.of(300));
    for (int i = 0; i < 20; i++) {
      lengths.add(150);
    }
    assertThat(median(lengths, 0)).isCloseTo(150, within(5.0));
  }

  @Test
  void aPhaseThatOutlastsAllOthersIsNotAboutToEndForEver() {
    PhaseLengths lengths = new PhaseLengths(List.of(100, 110));
    assertThat(median(lengths, 3000)).isGreaterThan(50);
  }

  @Test
  void theOldestPhasesAreForgotten() {
    PhaseLengths lengths = new PhaseLengths(List.of(300));
    for (int i = 0; i < 50; i++) {
      lengths.add(1000);
    }
    for (int i = 0; i < 50; i++) {
      lengths.add(100);
    }
    assertThat(Arrays.stream(lengths.left(0, 100)).max().orElseThrow()).isLessThan(400);
  }

  private static double median(PhaseLengths lengths, int age) {
    return lengths.left(age, 101)[50];
  }
}
