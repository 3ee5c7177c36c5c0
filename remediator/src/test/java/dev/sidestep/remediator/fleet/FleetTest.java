package dev.sidestep.remediator.fleet;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.remediator.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Duration LONG = Duration.ofHours(10);

  private final List<String> evicted = new ArrayList<>();
  private final Fleet fleet = new Fleet(Scene.CLUSTER, Scene.NAMESPACE, evicted::add);

  @Test
  void keepsAnHourOfADeviceAndLittleOfAPod() {
    Target pod = pod("minilm-gpu-1");
    for (int i = 0; i < 300; i++) {
      fleet.accept(Scene.frame(GPU, tick(i), 40, 0.5));
      fleet.accept(Scene.memory(pod, tick(i), 1e9));
    }

    assertThat(fleet.at(tick(299)).recent(GPU.key(), LONG)).hasSize(240);
    assertThat(fleet.at(tick(299)).recent(pod.key(), LONG)).hasSize(8);
    assertThat(fleet.at(tick(293)).valid(pod.key(), Signal.POD_MEMORY))
        .as("a warning that is read a minute and a half late finds its tick")
        .isPresent();
  }

  @Test
  void forgetsTheTargetsThatWereSilentLongestForecastOnesIncluded() {
    for (int i = 0; i < 5_010; i++) {
      Target device = Target.device(Scene.CLUSTER, "gpu-" + i, DeviceClass.GPU);
      fleet.accept(Scene.forecast(device, T0.plusSeconds(i), 40));
    }

    FleetView now = fleet.at(T0.plusSeconds(5_010));
    assertThat(now.margin("device/local/gpu-0")).isEmpty();
    assertThat(now.margin("device/local/gpu-9")).isEmpty();
    assertThat(now.margin("device/local/gpu-10")).isPresent();
    assertThat(now.margin("device/local/gpu-5009")).isPresent();
  }

  @Test
  void targetsOfOtherNamespacesAndClustersTakeNobodysPlace() {
    fleet.accept(Scene.frame(GPU, T0, 40, 0.5));
    fleet.accept(Scene.memory(pod("ours"), T0, 1e9));
    for (int i = 0; i < 5_010; i++) {
      String name = "other-" + i;
      Instant later = tick(1);
      fleet.accept(
          Scene.memory(
              Target.pod(Scene.CLUSTER, "elsewhere", name, name, DeviceClass.GPU), later, 1e9));
      fleet.accept(Scene.forecast(Target.device("far", name, DeviceClass.GPU), later, 40));
    }

    FleetView now = fleet.at(tick(1));
    assertThat(now.there(GPU.key())).isTrue();
    assertThat(now.count(Target.Kind.POD)).isEqualTo(1);
    assertThat(evicted).isEmpty();
  }

  @Test
  void tellsOfTargetsThatAreLetGoThoughTheyAreThere() {
    fleet.accept(Scene.memory(pod("ended"), T0, 1e9));
    for (int i = 0; i < 5_002; i++) {
      fleet.accept(Scene.memory(pod("pod-" + i), T0.plus(Duration.ofMinutes(10)), 1e9));
    }

    assertThat(evicted)
        .as("not of the one that ended")
        .containsExactly(pod("pod-0").key(), pod("pod-1").key());
  }

  @Test
  void countsOnlyTargetsThatWereHeardOfWithinTwoTicks() {
    fleet.accept(Scene.memory(pod("dead"), tick(0), 1e9));
    fleet.accept(Scene.memory(pod("late"), tick(1), 1e9));
    fleet.accept(Scene.memory(pod("live"), tick(3), 1e9));

    assertThat(fleet.at(tick(3)).count(Target.Kind.POD)).isEqualTo(2);
    assertThat(fleet.at(tick(1)).count(Target.Kind.POD)).as("as it was then").isEqualTo(2);
  }

  @Test
  void betweenTwoTicksTheLastFrameCountsUntilTheNextOneCanBeHere() {
    fleet.accept(Scene.frame(GPU, T0, 40, 0.5));

    assertThat(fleet.at(T0.plusSeconds(18)).lately(GPU.key(), Signal.THERMAL_MARGIN)).hasValue(40);
    assertThat(fleet.at(T0.plusSeconds(50)).lately(GPU.key(), Signal.THERMAL_MARGIN)).hasValue(40);
    assertThat(fleet.at(T0.plusSeconds(51)).lately(GPU.key(), Signal.THERMAL_MARGIN)).isEmpty();

    fleet.accept(Scene.frame(GPU, tick(1), Map.of(Signal.THERMAL_MARGIN, Reading.missing())));
    assertThat(fleet.at(T0.plusSeconds(18)).lately(GPU.key(), Signal.THERMAL_MARGIN))
        .as("the older frame does not speak for the newer one")
        .isEmpty();
  }

  private static Instant tick(int ticks) {
    return T0.plus(TICK.multipliedBy(ticks));
  }

  private static Target pod(String name) {
    return Target.pod(Scene.CLUSTER, Scene.NAMESPACE, name, "uid-" + name, DeviceClass.GPU);
  }
}
