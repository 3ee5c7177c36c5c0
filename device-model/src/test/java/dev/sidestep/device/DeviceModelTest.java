package dev.sidestep.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.DeviceClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceModelTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ThermalSpec THERMAL = new ThermalSpec(0.2, 3, 0.5, 120);
  private static final PowerSpec POWER = PowerSpec.of(12, 60);
  private static final DeviceModel CARD = card(85, PStates.CONTINUOUS);

  @Test
  void oneLongStepEndsWhereManyShortOnesDo() {
    DeviceInput input = new DeviceInput(0.6, 30, 1.4, 1);

    DeviceState once = CARD.step(DeviceState.COLD, input, Duration.ofSeconds(15));
    DeviceState seconds = steps(CARD, DeviceState.COLD, input, SECOND, 15);
    DeviceState tenths = steps(CARD, DeviceState.COLD, input, Duration.ofMillis(100), 150);

    assertThat(once).isEqualTo(seconds);
    assertThat(tenths.spreaderRise()).isCloseTo(once.spreaderRise(), within(1e-9));
    assertThat(tenths.sinkRise()).isCloseTo(once.sinkRise(), within(1e-9));
  }

  @Test
  void eachNodeFollowsItsExactExponential() {
    double watts = POWER.watts(0.5, 1);

    DeviceState after =
        CARD.step(DeviceState.COLD, DeviceInput.healthy(0.5, 20), Duration.ofSeconds(60));

    assertThat(after.spreaderRise())
        .isCloseTo(0.2 * watts * (1 - Math.exp(-60 / 3.0)), within(1e-9));
    assertThat(after.sinkRise()).isCloseTo(0.5 * watts * (1 - Math.exp(-60 / 120.0)), within(1e-9));
  }

  @Test
  void aFanFaultRaisesTheEndButNotTheFirstSlope() {
    DeviceInput healthy = DeviceInput.healthy(0.6, 30);
    DeviceInput broken = new DeviceInput(0.6, 30, 2.3, 1);

    double slopeHealthy = CARD.step(DeviceState.COLD, healthy, SECOND).sinkRise();
    double slopeBroken = CARD.step(DeviceState.COLD, broken, SECOND).sinkRise();

    assertThat(slopeBroken / slopeHealthy).isCloseTo(1, within(0.01));
    DeviceModel neverTrips = card(150, PStates.CONTINUOUS);
    assertThat(neverTrips.settled(broken).sinkRise())
        .isCloseTo(2.3 * neverTrips.settled(healthy).sinkRise(), within(1e-9));
  }

  @Test
  void heatLowersTheClockUntilTheTemperatureStandsAtTheTrip() {
    DeviceInput broken = new DeviceInput(0.8, 35, 2.3, 1);

    DeviceState state = steps(CARD, DeviceState.COLD, broken, SECOND, 3600);
    DeviceReading reading = CARD.read(state, broken);

    assertThat(reading.throttling()).isTrue();
    assertThat(reading.clockRatio()).isBetween(0.4, 0.95);
    assertThat(reading.thermalMargin()).isCloseTo(0, within(0.2));
    assertThat(CARD.settled(broken).governorClock()).isCloseTo(state.governorClock(), within(0.01));
  }

  @Test
  void theClockComesBackWhenTheFanDoes() {
    DeviceInput broken = new DeviceInput(0.8, 35, 2.3, 1);
    DeviceInput repaired = DeviceInput.healthy(0.5, 35);

    DeviceState hot = steps(CARD, DeviceState.COLD, broken, SECOND, 900);
    DeviceReading later = CARD.read(steps(CARD, hot, repaired, SECOND, 300), repaired);

    assertThat(later.clockRatio()).isEqualTo(1);
    assertThat(later.throttling()).isFalse();
  }

  @Test
  void aPowerCapMakesTheDeviceSlowAndCoolAndIsNotCalledHeat() {
    DeviceInput usual = DeviceInput.healthy(0.8, 35);
    DeviceInput capped = new DeviceInput(0.8, 35, 1, 0.6);

    DeviceState before = CARD.settled(usual);
    DeviceState after = steps(CARD, before, capped, SECOND, 600);
    DeviceReading reading = CARD.read(after, capped);

    assertThat(reading.clockRatio()).isBetween(0.5, 0.85);
    assertThat(reading.throttling()).isFalse();
    assertThat(reading.temperatureCelsius())
        .isLessThan(CARD.read(before, usual).temperatureCelsius() - 5);
    assertThat(POWER.watts(1, reading.clockRatio()))
        .as("power while busy")
        .isCloseTo(0.6 * POWER.maxWatts(), within(1e-9));
  }

  @Test
  void aCappedDeviceThatIsTooHotAsWellThrottlesOnceHeatIsTheLowerLimit() {
    DeviceInput input = new DeviceInput(0.9, 45, 2.6, 0.95);

    DeviceState state = steps(CARD, DeviceState.COLD, input, SECOND, 1200);

    assertThat(CARD.read(state, input).throttling()).isTrue();
  }

  @Test
  void theClockIsOneOfTheStatesThatTheDeviceHas() {
    DeviceModel stepped = card(85, new PStates(List.of(0.5, 0.75, 1.0)));
    DeviceInput broken = new DeviceInput(0.8, 35, 2.3, 1);

    DeviceState state = DeviceState.COLD;
    for (int second = 0; second < 900; second++) {
      state = stepped.step(state, broken, SECOND);
      assertThat(stepped.read(state, broken).clockRatio()).isIn(0.5, 0.75, 1.0);
    }
    assertThat(stepped.read(state, broken).throttling()).isTrue();
  }

  @Test
  void aWarmStartIsTheStateThatTheLoadWouldHaveReached() {
    DeviceInput input = DeviceInput.healthy(0.6, 35);

    DeviceState reached = steps(CARD, DeviceState.COLD, input, SECOND, 3600);

    assertThat(CARD.settled(input).sinkRise()).isCloseTo(reached.sinkRise(), within(1e-6));
    assertThat(CARD.settled(input).governorClock()).isEqualTo(1);
  }

  @Test
  void badInputIsRefusedByName() {
    assertThatThrownBy(() -> DeviceInput.healthy(1.1, 20)).hasMessageContaining("load is 1.1");
    assertThatThrownBy(() -> new ThermalSpec(0, 3, 0.5, 120))
        .hasMessageContaining("spreader resistance");
    assertThatThrownBy(() -> new PStates(List.of(0.5, 0.4, 1.0))).hasMessageContaining("rising");
    assertThatThrownBy(() -> CARD.step(DeviceState.COLD, DeviceInput.healthy(0, 20), Duration.ZERO))
        .hasMessageContaining("step is PT0S");
  }

  private static DeviceModel card(double trip, PStates pStates) {
    return new DeviceModel(
        new DeviceSpec(
            "card",
            DeviceClass.GPU,
            THERMAL,
            POWER,
            new GovernorSpec(trip, 0.01, 0.35),
            pStates,
            2000));
  }

  private static DeviceState steps(
      DeviceModel model, DeviceState from, DeviceInput input, Duration step, int count) {
    DeviceState state = from;
    for (int i = 0; i < count; i++) {
      state = model.step(state, input, step);
    }
    return state;
  }
}
