package dev.sidestep.predictor.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThermalKernelTest {
  private static final double TICK = 15;

  @Test
  void learnsADeviceAndForeseesAnotherLoad() {
    long seed = 5;
    Random random = new Random(seed);
    ThermalKernel kernel = new ThermalKernel(TICK);
    Box box = new Box();
    double load = 0.5;
    for (int i = 0; i < 200; i++) {
      load = random.nextInt(4) == 0 ? random.nextInt(5) / 4.0 : load;
      kernel.add(box.step(load) + 0.2 * random.nextGaussian(), load, true);
    }
    double foreseen = kernel.ahead(900, 1);
    for (int i = 0; i < 60; i++) {
      box.step(1);
    }
    // from 20 K at the usual load to 0: the prior of slower parts leaves some doubt
    assertThat(foreseen).as("seed " + seed).isCloseTo(box.margin(), within(4.0));
  }

  @Test
  void aFaultShowsInTheResidual() {
    ThermalKernel kernel = new ThermalKernel(TICK);
    Box box = new Box();
    Random random = new Random(6);
    for (int i = 0; i < 200; i++) {
      double load = random.nextDouble();
      kernel.add(box.step(load), load, true);
    }
    double before = kernel.bias();
    box.resistance *= 2;
    for (int i = 0; i < 8; i++) {
      double load = random.nextDouble();
      kernel.add(box.step(load), load, true);
    }
    assertThat(kernel.bias()).isLessThan(before - 0.5);
  }

  /** One node: 40 K of margin at rest, 40 K of rise at full load, 150 s. */
  private static final class Box {
    private double resistance = 40;
    private double rise;

    double step(double load) {
      rise += (1 - Math.exp(-TICK / 150)) * (resistance * load - rise);
      return margin();
    }

    double margin() {
      return 40 - rise;
    }
  }
}
