package dev.sidestep.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void isTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Median.of(DoubleStream.of(3, 1, 2))).hasValue(2);
    assertThat(Median.of(DoubleStream.of(4, 1, 2, 3))).hasValue(2.5);
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(Median.of(DoubleStream.empty())).isEmpty();
  }
}
