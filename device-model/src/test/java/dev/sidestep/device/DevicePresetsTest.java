package dev.sidestep.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePresetsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {DevicePresets.INFERENCE_CARD, DevicePresets.NPU_CARD})
  void aHealthyCardStandsTenTo28KelvinBelowItsLimitAtUsualLoads(String preset) {
    DeviceModel card = new DeviceModel(DevicePresets.byName(preset));

    assertThat(margin(card, 0.75)).isBetween(9.0, 12.0);
    assertThat(margin(card, 0.40)).isBetween(20.0, 28.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {DevicePresets.INFERENCE_CARD, DevicePresets.NPU_CARD})
  void aDeadFanTakesACardPastItsLimitInMinutes(String preset) {
    DeviceModel card = new DeviceModel(DevicePresets.byName(preset));

    assertThat(secondsToTrip(card, 0.65, 1.8)).isBetween(200, 480);
    assertThat(secondsToTrip(card, 0.65, 2.6)).isBetween(110, 240);
    assertThat(secondsToTrip(card, 0.40, 1.8)).as("mild: the card is not busy").isEqualTo(-1);
    assertThat(secondsToTrip(card, 0.65, 1.3)).as("mild: the fan still blows").isEqualTo(-1);
  }

  @Test
  void everyPresetIsColdEnoughToWorkWhenIdle() {
    for (String name : DevicePresets.names()) {
      DeviceModel model = new DeviceModel(DevicePresets.byName(name));
      DeviceInput idle = DeviceInput.healthy(0, 25);

      DeviceReading reading = model.read(model.settled(idle), idle);

      assertThat(reading.thermalMargin()).as(name).isGreaterThan(10);
      assertThat(reading.clockRatio()).as(name).isEqualTo(1);
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> DevicePresets.byName("abacus"))
        .hasMessageContaining("'abacus'")
        .hasMessageContaining(DevicePresets.INFERENCE_CARD);
  }

  private static double margin(DeviceModel model, double load) {
    DeviceInput input = DeviceInput.healthy(load, DevicePresets.SERVER_INLET_CELSIUS);
    return model.read(model.settled(input), input).thermalMargin();
  }

  /** Seconds from the fault until the device trips; -1 when it does not within an hour. */
  private static int secondsToTrip(DeviceModel model, double load, double airflowFactor) {
    DeviceState state =
        model.settled(DeviceInput.healthy(load, DevicePresets.SERVER_INLET_CELSIUS));
    DeviceInput broken =
        new DeviceInput(load, DevicePresets.SERVER_INLET_CELSIUS, airflowFactor, 1);
    for (int second = 1; second <= 3600; second++) {
      state = model.step(state, broken, SECOND);
      if (model.read(state, broken).thermalMargin() < 0) {
        return second;
      }
    }
    return -1;
  }
}
