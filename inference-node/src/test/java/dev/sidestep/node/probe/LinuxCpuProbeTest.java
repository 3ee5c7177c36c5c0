package dev.sidestep.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxCpuProbeTest {
  @TempDir private Path sys;

  @Test
  void aMachineThatShowsNothingIsAbsentAndNotZero() {
    assertThat(read()).isEmpty();
  }

  @Test
  void theProcessorsThermalZoneGivesTemperatureAndItsOwnLimit() throws IOException {
    write("class/thermal/thermal_zone0/type", "acpitz");
    write("class/thermal/thermal_zone0/temp", "27800");
    write("class/thermal/thermal_zone1/type", "cpu-thermal");
    write("class/thermal/thermal_zone1/temp", "61250");
    write("class/thermal/thermal_zone1/trip_point_0_type", "critical");
    write("class/thermal/thermal_zone1/trip_point_0_temp", "110000");
    write("class/thermal/thermal_zone1/trip_point_1_type", "passive");
    write("class/thermal/thermal_zone1/trip_point_1_temp", "85000");

    assertThat(read())
        .containsEntry(Signal.DEVICE_TEMPERATURE, 61.25)
        .containsEntry(Signal.DEVICE_TEMPERATURE_LIMIT, 85.0)
        .containsEntry(Signal.THERMAL_MARGIN, 23.75)
        .doesNotContainKey(Signal.DEVICE_CLOCK_RATIO);
  }

  @Test
  void withoutAZoneTheProcessorsChipIsAsked() throws IOException {
    write("class/hwmon/hwmon0/name", "nvme");
    write("class/hwmon/hwmon0/temp1_input", "30000");
    write("class/hwmon/hwmon1/name", "k10temp");
    write("class/hwmon/hwmon1/temp1_input", "48500");

    assertThat(read())
        .containsEntry(Signal.DEVICE_TEMPERATURE, 48.5)
        .doesNotContainKey(Signal.THERMAL_MARGIN);
  }

  @Test
  void theClockIsItsShareOfTheHighest() throws IOException {
    write("devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1800000\n");
    write("devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "3600000\n");

    assertThat(read()).containsExactly(Map.entry(Signal.DEVICE_CLOCK_RATIO, 0.5));
  }

  @Test
  void nonsenseIsAbsent() throws IOException {
    write("class/thermal/thermal_zone0/type", "x86_pkg_temp");
    write("class/thermal/thermal_zone0/temp", "n/a");

    assertThat(read()).isEmpty();
  }

  private Map<Signal, Double> read() {
    return new LinuxCpuProbe(sys).read(Instant.EPOCH);
  }

  private void write(String file, String text) throws IOException {
    Path path = sys.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
