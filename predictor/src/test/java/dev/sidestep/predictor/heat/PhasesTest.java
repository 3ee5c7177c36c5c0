package dev.sidestep.predictor.heat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
  private final Phases phases = new Phases();

  @Test
  void aChangeCountsAtOnce() {
    add(0.1, 5);
    add(0.9, 1);
    assertThat(phases.high()).isTrue();
    assertThat(phases.age()).isZero();
  }

  @Test
  void aDipOfOneStepIsTakenBack() {
    add(0.9, 5);
    add(0.1, 1);
    assertThat(phases.high()).isFalse();
    add(0.9, 1);
    assertThat(phases.high()).isTrue();
    assertThat(phases.since()).isZero();
    assertThat(phases.ended()).isZero();
  }

  @Test
  void aPhaseHasEndedWhenTheNextIsBelieved() {
    add(0.9, 5);
    add(0.1, 7);
    add(0.9, 1);
    assertThat(phases.ended()).isZero();
    add(0.9, 1);
    assertThat(phases.ended()).isEqualTo(7);
    add(0.9, 1);
    assertThat(phases.ended()).isZero();
  }

  @Test
  void nobodyKnowsWhenTheFirstBegan() {
    add(0.9, 5);
    add(0.1, 2);
    assertThat(phases.ended()).isZero();
  }

  private void add(double load, int steps) {
    for (int i = 0; i < steps; i++) {
      phases.add(load);
    }
  }
}
