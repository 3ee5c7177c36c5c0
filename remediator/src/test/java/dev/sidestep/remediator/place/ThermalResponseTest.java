package dev.sidestep.remediator.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.Frame;
import dev.sidestep.remediator.Scene;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThermalResponseTest {
  @Test
  void findsTheSlopeOfADeviceThatFollowsItsSmoothedLoad() {
    assertThat(ThermalResponse.kelvinPerLoad(history(40, 0.1, 0.9), 45)).isCloseTo(40, within(0.5));
  }

  @Test
  void keepsThePriorWhenTheLoadHardlyVariesOrTheHistoryIsShort() {
    assertThat(ThermalResponse.kelvinPerLoad(history(40, 0.4, 0.45), 45)).isEqualTo(45);
    assertThat(ThermalResponse.kelvinPerLoad(history(40, 0.1, 0.9).subList(0, 10), 45))
        .isEqualTo(45);
    assertThat(ThermalResponse.kelvinPerLoad(List.of(), 45)).isEqualTo(45);
  }

  @Test
  void believesADeviceThatIsCooledBetterThanItsClass() {
    assertThat(ThermalResponse.kelvinPerLoad(history(0.7 * 45, 0.1, 0.9), 45))
        .isCloseTo(0.7 * 45, within(0.5));
  }

  @Test
  void doesNotBelieveASlopeFarFromThePrior() {
    assertThat(ThermalResponse.kelvinPerLoad(history(200, 0.1, 0.9), 45)).isEqualTo(67.5);
    assertThat(ThermalResponse.kelvinPerLoad(history(-30, 0.1, 0.9), 45)).isEqualTo(22.5);
  }

  private static List<Frame> history(double kelvinPerLoad, double low, double high) {
    List<Frame> frames = new ArrayList<>();
    double smoothed = low;
    double keep = Math.exp(-15.0 / 120);
    for (int i = 0; i < 120; i++) {
      double load = (i / 30) % 2 == 0 ? low : high;
      smoothed = i == 0 ? load : keep * smoothed + (1 - keep) * load;
      frames.add(
          Scene.frame(
              Scene.CPU,
              Scene.T0.plus(Scene.TICK.multipliedBy(i)),
              50 - kelvinPerLoad * smoothed,
              load));
    }
    return frames;
  }
}
