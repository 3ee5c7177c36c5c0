package dev.sidestep.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomDevicesTest {
  @Test
  void theSameSeedDrawsTheSameDevices() {
    assertThat(draw(7, 50)).isEqualTo(draw(7, 50)).isNotEqualTo(draw(8, 50));
  }

  @Test
  void someDevicesTripAtFullLoadAndSomeNeverDo() {
    List<DeviceSpec> devices = draw(1, 400);

    long tripping =
        devices.stream()
            .filter(
                spec -> {
                  DeviceModel model = new DeviceModel(spec);
                  return model.settled(DeviceInput.healthy(1, 30)).governorClock() < 1;
                })
            .count();

    assertThat(tripping).isBetween(100L, 300L);
  }

  @Test
  void allClassesComeUpAndTheirPowerSpansOrdersOfMagnitude() {
    List<DeviceSpec> devices = draw(2, 400);

    Set<DeviceClass> classes = EnumSet.noneOf(DeviceClass.class);
    devices.forEach(spec -> classes.add(spec.deviceClass()));
    assertThat(classes).containsExactly(DeviceClass.values());
    assertThat(devices.stream().mapToDouble(s -> s.power().maxWatts()).min().orElseThrow())
        .isLessThan(5);
    assertThat(devices.stream().mapToDouble(s -> s.power().maxWatts()).max().orElseThrow())
        .isGreaterThan(400);
  }

  private static List<DeviceSpec> draw(long seed, int count) {
    RandomDevices random = new RandomDevices(seed);
    return Stream.generate(random::next).limit(count).toList();
  }
}
