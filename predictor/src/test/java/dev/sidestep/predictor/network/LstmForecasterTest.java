package dev.sidestep.predictor.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LstmForecasterTest {
  private static final Instant START = Instant.ofEpochSecond(1_500_000_000);
  private static final Duration TICK = Duration.ofSeconds(15);
  private static final Target ONE = Target.device("lab", "gpu-0", DeviceClass.GPU);
  private static final Target OTHER = Target.device("lab", "npu-0", DeviceClass.NPU);

  private static ThermalEngine engine;

  @BeforeAll
  static void makeModel() {
    engine = new ThermalEngine(Models.small(4));
  }

  @Test
  void saysNothingBeforeItHasSeenEightTicks() {
    LstmForecaster forecaster = new LstmForecaster(engine);
    for (int i = 0; i < 7; i++) {
      assertThat(forecaster.observe(frame(ONE, i))).isEmpty();
    }
    assertThat(forecaster.observe(frame(ONE, 7))).isPresent();
  }

  @Test
  void aForecastNamesTargetSignalTickModelAndHorizons() {
    Outlook outlook = run(new LstmForecaster(engine), ONE, 0, 10).get(9).orElseThrow();
    assertThat(outlook.forecast().target()).isEqualTo(ONE);
    assertThat(outlook.forecast().signal()).isEqualTo(Signal.THERMAL_MARGIN);
    assertThat(outlook.forecast().issuedAt()).isEqualTo(at(9));
    assertThat(outlook.forecast().model()).isEqualTo("small-4");
    assertThat(outlook.forecast().horizons())
        .extracting(q -> q.horizon().toSeconds())
        .containsExactly(60L, 300L, 900L);
    assertThat(outlook.crossings())
        .extracting(c -> c.horizon().toSeconds())
        .containsExactly(60L, 120L, 300L, 900L);
  }

  @Test
  void whatIsForecastForOneDoesNotDependOnOthers() {
    List<Optional<Outlook>> alone = run(new LstmForecaster(engine), ONE, 0, 60);
    LstmForecaster shared = new LstmForecaster(engine);
    List<Optional<Outlook>> together = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      shared.observe(frame(OTHER, i));
      together.add(shared.observe(frame(ONE, i)));
    }
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void observingTheSameFramesAgainBringsTheStateBack() {
    List<Optional<Outlook>> first = run(new LstmForecaster(engine), ONE, 0, 80);
    List<Optional<Outlook>> again = run(new LstmForecaster(engine), ONE, 0, 80);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aFrameThatIsNotNewerChangesNothing() {
    LstmForecaster twice = new LstmForecaster(engine);
    List<Optional<Outlook>> outlooks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      outlooks.add(twice.observe(frame(ONE, i)));
      assertThat(twice.observe(frame(ONE, i))).isEmpty();
      assertThat(twice.observe(frame(ONE, i - 1))).isEmpty();
    }
    assertThat(outlooks).isEqualTo(run(new LstmForecaster(engine), ONE, 0, 30));
  }

  @Test
  void missedFramesAreSilentTicks() {
    LstmForecaster missing = new LstmForecaster(engine);
    LstmForecaster empty = new LstmForecaster(engine);
    run(missing, ONE, 0, 20);
    run(empty, ONE, 0, 20);
    for (int i = 20; i < 24; i++) {
      assertThat(empty.observe(frame(ONE, i, Map.of()))).isEmpty();
    }
    assertThat(missing.observe(frame(ONE, 24)))
        .isPresent()
        .isEqualTo(empty.observe(frame(ONE, 24)));
  }

  @Test
  void aDeviceThatWasAwayForLongStartsAnew() {
    LstmForecaster forecaster = new LstmForecaster(engine);
    run(forecaster, ONE, 0, 20);
    List<Optional<Outlook>> after = run(forecaster, ONE, 100, 120);
    assertThat(after).isEqualTo(run(new LstmForecaster(engine), ONE, 100, 120));
    assertThat(after.get(0)).isEmpty();
  }

  @Test
  void aDeviceThatWasSilentForLongStartsAnew() {
    LstmForecaster forecaster = new LstmForecaster(engine);
    run(forecaster, ONE, 0, 20);
    for (int i = 20; i < 100; i++) {
      assertThat(forecaster.observe(frame(ONE, i, Map.of()))).isEmpty();
    }
    assertThat(run(forecaster, ONE, 100, 120))
        .isEqualTo(run(new LstmForecaster(engine), ONE, 100, 120));
  }

  @Test
  void aForgottenDeviceStartsAnew() {
    LstmForecaster forecaster = new LstmForecaster(engine);
    run(forecaster, ONE, 0, 20);
    forecaster.forget(ONE);
    assertThat(forecaster.observe(frame(ONE, 20))).isEmpty();
  }

  @Test
  void aDeviceAboveItsLimitHasCrossedForSure() {
    LstmForecaster forecaster = new LstmForecaster(engine);
    run(forecaster, ONE, 0, 20);
    Outlook outlook =
        forecaster
            .observe(
                frame(ONE, 20, Map.of(Signal.THERMAL_MARGIN, Reading.valid(-1, Source.SIMULATED))))
            .orElseThrow();
    assertThat(outlook.crossings().get(0).probability()).isEqualTo(1);
  }

  @Test
  void anotherTickLengthIsRefusedByName() {
    Frame frame = new Frame(ONE, START, Duration.ofSeconds(30), Map.of());
    assertThatThrownBy(() -> new LstmForecaster(engine).observe(frame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT30S")
        .hasMessageContaining("PT15S");
  }

  private static List<Optional<Outlook>> run(
      LstmForecaster forecaster, Target target, int from, int to) {
    List<Optional<Outlook>> outlooks = new ArrayList<>();
    for (int i = from; i < to; i++) {
      outlooks.add(forecaster.observe(frame(target, i)));
    }
    return outlooks;
  }

  private static Frame frame(Target target, int tick) {
    double sway = Math.sin(tick / 7.0 + target.name().length());
    return frame(
        target,
        tick,
        Map.of(
            Signal.THERMAL_MARGIN, Reading.valid(20 + 5 * sway, Source.SIMULATED),
            Signal.DEVICE_UTILIZATION, Reading.valid(0.5 - 0.3 * sway, Source.SIMULATED)));
  }

  private static Frame frame(Target target, int tick, Map<Signal, Reading> readings) {
    return new Frame(target, at(tick), TICK, readings);
  }

  private static Instant at(int tick) {
    return START.plus(TICK.multipliedBy(tick));
  }
}
