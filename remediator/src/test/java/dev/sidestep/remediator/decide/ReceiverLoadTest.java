package dev.sidestep.remediator.decide;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.Scene;
import dev.sidestep.remediator.fleet.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a receiver is reckoned to carry: the load that heats, not the load of one tick. */
class ReceiverLoadTest {
  private static final int TICKS = 40;

  private final Deliberation mind =
      new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));

  @Test
  void aBurstOfOneTickRulesNoReceiverOut() {
    mind.accept(Scene.forecast(CPU, T0, 40));
    for (int tick = TICKS; tick >= 0; tick--) {
      boolean burst = tick == 0;
      observe(GPU, tick, burst ? 1 : 0.05);
      observe(CPU, tick, 0);
    }

    Plan plan = decide();

    // smoothed over two minutes the burst adds 0.95 (1 - exp(-15/120)) to 0.05; a CPU of speed 1
    // needs four times as long for it: 0.65, not full load, for which 45 K would not be there
    double load = 4 * (0.05 + 0.95 * (1 - Math.exp(-15.0 / 120)));
    assertThat(plan.to()).isEqualTo("minilm-cpu");
    assertThat(plan.expectedMargin()).isCloseTo(42 - 45 * load, within(1e-9));
  }

  @Test
  void aLoadThatLastsDoes() {
    mind.accept(Scene.forecast(CPU, T0, 40));
    for (int tick = TICKS; tick >= 0; tick--) {
      observe(GPU, tick, 1);
      observe(CPU, tick, 0);
    }

    Plan plan = decide();

    assertThat(plan.kind()).isEqualTo(Plan.Kind.NONE);
    assertThat(plan.rejected())
        .extracting(Plan.Rejected::reason)
        .anyMatch(reason -> reason.contains("margin after the move would be -3.0 K"));
  }

  private void observe(Target device, int ticksAgo, double load) {
    Instant tick = T0.minus(TICK.multipliedBy(ticksAgo));
    mind.accept(Scene.frame(device, tick, device.equals(GPU) ? 5 : 40, load));
  }

  private Plan decide() {
    VariantState cpu =
        new VariantState("minilm", "minilm-cpu", DeviceClass.CPU, CPU.key(), 0, 0, 0, List.of());
    Observation seen =
        new Observation(
            List.of(Scene.SERVING_GPU, cpu),
            Mode.AUTOMATIC,
            true,
            true,
            false,
            Duration.ofSeconds(2));
    return mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen).plan();
  }
}
