package dev.sidestep.predictor.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceTickTest {
  private static final Target CARD = Target.device("lab", "gpu-0", DeviceClass.GPU);

  @Test
  void takesTheMarginThatIsGiven() {
    DeviceTick tick =
        tick(
            Map.of(
                Signal.THERMAL_MARGIN, Reading.valid(12, Source.MEASURED),
                Signal.DEVICE_TEMPERATURE, Reading.valid(70, Source.MEASURED)));
    assertThat(tick.margin()).isEqualTo(12);
    assertThat(tick.limitCelsius()).isEqualTo(82);
    assertThat(tick.fresh()).isTrue();
  }

  @Test
  void computesTheMarginFromTemperatureAndLimit() {
    DeviceTick tick =
        tick(
            Map.of(
                Signal.DEVICE_TEMPERATURE, Reading.valid(70, Source.MEASURED),
                Signal.DEVICE_TEMPERATURE_LIMIT, Reading.valid(87, Source.MEASURED)));
    assertThat(tick.margin()).isEqualTo(17);
  }

  @Test
  void aTemperatureWithoutALimitTellsNoMargin() {
    DeviceTick tick = tick(Map.of(Signal.DEVICE_TEMPERATURE, Reading.valid(70, Source.MEASURED)));
    assertThat(tick.knowsMargin()).isFalse();
    assertThat(tick.fresh()).isFalse();
  }

  @Test
  void aCarriedMarginIsKnownButNotFresh() {
    DeviceTick tick = tick(Map.of(Signal.THERMAL_MARGIN, Reading.carried(9, Source.MEASURED)));
    assertThat(tick.knowsMargin()).isTrue();
    assertThat(tick.fresh()).isFalse();
  }

  @Test
  void whatNobodyReportsIsNotANumberRatherThanZero() {
    DeviceTick tick = tick(Map.of(Signal.THERMAL_MARGIN, Reading.valid(9, Source.MEASURED)));
    assertThat(tick.utilization()).isNaN();
    assertThat(tick.watts()).isNaN();
  }

  private static DeviceTick tick(Map<Signal, Reading> readings) {
    return DeviceTick.of(
        new Frame(CARD, Instant.ofEpochSecond(1_500_000_000), Duration.ofSeconds(15), readings));
  }
}
