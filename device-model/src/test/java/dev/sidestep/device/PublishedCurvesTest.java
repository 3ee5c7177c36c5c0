package dev.sidestep.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model against the measured curves that the presets were fitted to. */
class PublishedCurvesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int[] PHONE_SECONDS = {10, 30, 60, 120, 300, 590};

  @Test
  void aPhoneGpuFallsLikeTheFitAndStaysNearTheMeasurement() {
    List<Double> speeds = phoneSpeeds(DevicePresets.PHONE_GPU);

    assertClose(speeds, new double[] {.99, .77, .56, .51, .48, .43}, 0.006);
    assertClose(speeds, new double[] {.88, .80, .52, .52, .48, .42}, 0.12);
  }

  @Test
  void aPhoneNeuralEngineFallsLikeTheFitAndStaysNearTheMeasurement() {
    List<Double> speeds = phoneSpeeds(DevicePresets.PHONE_NEURAL_ENGINE);

    assertClose(speeds, new double[] {1.0, .99, .94, .86, .77, .69}, 0.006);
    assertClose(speeds, new double[] {.99, .98, .96, .85, .77, .68}, 0.03);
  }

  @Test
  void aPhoneThatStartsHotRunsAtItsThrottledRateFromTheFirstSecond() {
    DeviceModel phone = new DeviceModel(DevicePresets.byName(DevicePresets.PHONE_GPU));
    DeviceInput busy = DeviceInput.healthy(1, 25);
    DeviceState state = phone.settled(busy);

    double first = phone.read(state, busy).clockRatio();
    for (int second = 0; second < 600; second++) {
      state = phone.step(state, busy, SECOND);
    }

    assertThat(phone.read(state, busy).clockRatio() / first).isBetween(0.81, 1.10);
    assertThat(first).isLessThan(0.5);
  }

  /**
   * Readings of the first heating of three logged Raspberry Pi 3B (sjchiass/pitemp, BSD-3-Clause)
   * at 5, 15, 30, 60, 120, 200 and 300 s; the level is free, as in the fits.
   */
  @ParameterizedTest
  @CsvSource({
    "5.7,9,17.5,87, 47.236 51.002 53.692 57.996 62.838 64.452",
    "6.4,16,24.0,132, 54.768 58.534 61.762 66.604 71.984 77.364 79.516",
    "8.7,22,30.7,201, 47.774 51.540 55.844 60.686 67.680 73.060 77.364"
  })
  void anEdgeBoxHeatsUpLikeTheMeasuredOnes(
      double fastRise, double fastTau, double slowRise, double slowTau, String measured) {
    DeviceSpec preset = DevicePresets.byName(DevicePresets.EDGE_BOX);
    DeviceModel box =
        new DeviceModel(
            new DeviceSpec(
                "box",
                preset.deviceClass(),
                ThermalSpec.ofStep(4, fastRise, fastTau, slowRise, slowTau),
                PowerSpec.of(0, 4),
                new GovernorSpec(150, 0.01, 0.5),
                PStates.CONTINUOUS,
                1));
    String[] readings = measured.trim().split(" ", -1);
    double[] at = {5, 15, 30, 60, 120, 200, 300};

    double[] difference = new double[readings.length];
    double level = 0;
    for (int i = 0; i < readings.length; i++) {
      DeviceState state =
          box.step(DeviceState.COLD, DeviceInput.healthy(1, 0), Duration.ofSeconds((long) at[i]));
      difference[i] =
          Double.parseDouble(readings[i])
              - box.read(state, DeviceInput.healthy(1, 0)).temperatureCelsius();
      level += difference[i] / readings.length;
    }

    for (double one : difference) {
      assertThat(one - level).isCloseTo(0, within(0.8));
    }
  }

  @Test
  void theEdgeBoxPresetPassesItsLimitWithinMinutesOfFullLoad() {
    DeviceModel box = new DeviceModel(DevicePresets.byName(DevicePresets.EDGE_BOX));
    DeviceState state = box.settled(DeviceInput.healthy(0, 29));
    DeviceInput busy = DeviceInput.healthy(1, 29);

    int seconds = 0;
    while (box.read(state, busy).thermalMargin() > 0 && seconds < 3600) {
      state = box.step(state, busy, SECOND);
      seconds++;
    }

    assertThat(seconds).isBetween(120, 600);
  }

  /** Decode speed over its peak as the fit has it: from cold, averaged over the last 5 s. */
  private static List<Double> phoneSpeeds(String preset) {
    DeviceModel phone = new DeviceModel(DevicePresets.byName(preset));
    DeviceInput busy = DeviceInput.healthy(1, 25);
    DeviceState state = DeviceState.COLD;
    List<Double> clocks = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      state = phone.step(state, busy, SECOND);
      clocks.add(phone.read(state, busy).clockRatio());
    }
    List<Double> speeds = new ArrayList<>();
    for (int at : PHONE_SECONDS) {
      speeds.add(
          clocks.subList(at - 5, at).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow());
    }
    return speeds;
  }

  private static void assertClose(List<Double> actual, double[] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i))
          .as("at %d s", PHONE_SECONDS[i])
          .isCloseTo(expected[i], within(tolerance));
    }
  }
}
