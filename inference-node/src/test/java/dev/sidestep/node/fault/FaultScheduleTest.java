package dev.sidestep.node.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final FaultSchedule SCHEDULE =
      new FaultSchedule(
          List.of(
              new Fault.FanFailure("gpu-0", seconds(100), seconds(200), 2, seconds(10)),
              new Fault.HotInlet("gpu-0", seconds(0), null, 12, seconds(1200)),
              new Fault.PowerCap("npu-0", seconds(50), null, 0.6),
              new Fault.PowerCap("npu-0", seconds(60), seconds(70), 0.5),
              new Fault.MemoryLeak("minilm", seconds(100), seconds(160), 1000),
              new Fault.TelemetryLost("minilm-gpu", seconds(30), seconds(40))));

  @Test
  void aFanLosesItsAirOverTheRampAndHasItBackAtTheEnd() {
    assertThat(SCHEDULE.airflowFactor("gpu-0", seconds(99))).isEqualTo(1);
    assertThat(SCHEDULE.airflowFactor("gpu-0", seconds(105))).isEqualTo(1.5);
    assertThat(SCHEDULE.airflowFactor("gpu-0", seconds(150))).isEqualTo(2);
    assertThat(SCHEDULE.airflowFactor("gpu-0", seconds(200))).isEqualTo(1);
    assertThat(SCHEDULE.airflowFactor("npu-0", seconds(150))).isEqualTo(1);
  }

  @Test
  void theInletGetsHotterBitByBit() {
    assertThat(SCHEDULE.inletRise("gpu-0", seconds(600))).isEqualTo(6);
    assertThat(SCHEDULE.inletRise("gpu-0", seconds(5000))).isEqualTo(12);
  }

  @Test
  void theLowestPowerCapWins() {
    assertThat(SCHEDULE.powerLimitRatio("npu-0", seconds(49))).isEqualTo(1);
    assertThat(SCHEDULE.powerLimitRatio("npu-0", seconds(65))).isEqualTo(0.5);
    assertThat(SCHEDULE.powerLimitRatio("npu-0", seconds(75))).isEqualTo(0.6);
  }

  @Test
  void aPodLosesMemoryOnlyWhileItRunsAndTheFaultLasts() {
    List<String> names = List.of("minilm-gpu-abc", "minilm-gpu", "minilm");

    assertThat(SCHEDULE.leakedBytes(names, seconds(0), seconds(90))).isZero();
    assertThat(SCHEDULE.leakedBytes(names, seconds(0), seconds(130))).isEqualTo(30_000);
    assertThat(SCHEDULE.leakedBytes(names, seconds(120), seconds(130))).isEqualTo(10_000);
    assertThat(SCHEDULE.leakedBytes(names, seconds(0), seconds(900))).isEqualTo(60_000);
    assertThat(SCHEDULE.leakedBytes(List.of("other"), seconds(0), seconds(900))).isZero();
  }

  @Test
  void telemetryIsLostByAnyNameOfTheThing() {
    assertThat(SCHEDULE.telemetryLost(List.of("pod", "minilm-gpu"), seconds(35))).isTrue();
    assertThat(SCHEDULE.telemetryLost(List.of("pod", "minilm-gpu"), seconds(40))).isFalse();
    assertThat(SCHEDULE.telemetryLost(List.of("pod", "minilm-cpu"), seconds(35))).isFalse();
  }

  @Test
  void aFaultThatCannotBeIsRefusedByName() {
    assertThatThrownBy(() -> new Fault.FanFailure("gpu-0", seconds(1), null, 0.5, seconds(1)))
        .hasMessage("airflow factor on gpu-0 is 0.5; it must lie in 1.0..10.0");
    assertThatThrownBy(() -> new Fault.TelemetryLost("gpu-0", seconds(5), seconds(5)))
        .hasMessageContaining("must end after its start");
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
