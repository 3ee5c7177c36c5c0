package dev.sidestep.predictor.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.DeviceInput;
import dev.sidestep.device.DeviceModel;
import dev.sidestep.device.DevicePresets;
import dev.sidestep.device.DeviceReading;
import dev.sidestep.device.DeviceState;
import dev.sidestep.predictor.expert.Chance;
import dev.sidestep.predictor.expert.MarginExpert;
import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedFault;
import dev.sidestep.predictor.run.SimulatedRun;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that the product comes with, on devices that behave as people expect. */
class CommittedModelTest {
  private static final int LARGEST_BYTES = 300_000;
  private static final int FIVE_MINUTES = Heads.HORIZONS.indexOf(300);
  private static final int QUARTER_HOUR = Heads.HORIZONS.indexOf(900);
  private static final int SETTLED_TICKS = 80;

  private static ThermalEngine engine;

  @BeforeAll
  static void load() {
    engine = new ThermalEngine(ThermalForecasters.committedModel());
  }

  @Test
  void isSmallAndSaysItsVersion() throws IOException {
    try (InputStream in = getClass().getResourceAsStream(ThermalForecasters.COMMITTED)) {
      assertThat(in.readAllBytes()).hasSizeLessThan(LARGEST_BYTES);
    }
    assertThat(engine.model()).matches("thermal-margin-[0-9a-f]{8}");
  }

  @Test
  void aHealthyCardIsNotSeenThrottling() {
    Card card = new Card(1);
    for (int tick = 0; tick < 200; tick++) {
      List<MarginBand> bands = card.tick(1);
      if (tick > 20) {
        assertThat(bands.get(QUARTER_HOUR).crossing()).as("tick " + tick).isLessThan(0.5);
        assertThat(bands.get(FIVE_MINUTES).p10()).isGreaterThan(0);
      }
    }
  }

  @Test
  void aFanThatFailsIsSeenBeforeTheCardThrottles() {
    Card card = new Card(2);
    for (int tick = 0; tick < SETTLED_TICKS; tick++) {
      card.tick(1);
    }
    int warned = -1;
    int throttled = -1;
    for (int tick = 0; tick < 60 && throttled < 0; tick++) {
      List<MarginBand> bands = card.tick(2.6);
      if (warned < 0 && bands.get(QUARTER_HOUR).crossing() >= 0.5) {
        warned = tick;
      }
      throttled = card.margin <= 0 ? tick : -1;
    }
    assertThat(throttled).isPositive();
    assertThat(warned).isNotNegative().isLessThan(throttled - 4);
  }

  @Test
  void aCappedCardIsNotSeenThrottling() {
    Card card = new Card(3);
    for (int tick = 0; tick < SETTLED_TICKS; tick++) {
      card.tick(1);
    }
    card.cap = 0.6;
    for (int tick = 0; tick < 80; tick++) {
      assertThat(card.tick(1).get(QUARTER_HOUR).crossing()).isLessThan(0.5);
    }
  }

  /** Devices that the model has not met, each with a fan that fails. */
  @Test
  void itsMedianBeatsPersistenceAndItsBandHoldsMostTruths() {
    double error = 0;
    double persistence = 0;
    int inside = 0;
    int all = 0;
    for (long seed = 7001; seed <= 7012; seed++) {
      Run run = SimulatedRun.server(SimulatedFault.Kind.AIRFLOW, seed).run();
      DeviceWatch watch = engine.watch();
      for (int tick = 0; run.second(tick) + 300 < run.margins().length; tick++) {
        List<MarginBand> bands = watch.observe(run.ticks().get(tick)).orElse(List.of());
        if (!bands.isEmpty()) {
          MarginBand band = bands.get(FIVE_MINUTES);
          double truth = run.margins()[run.second(tick) + 300];
          error += Math.abs(band.p50() - truth);
          persistence += Math.abs(run.ticks().get(tick).margin() - truth);
          inside += band.p10() <= truth && truth <= band.p90() ? 1 : 0;
          all++;
        }
      }
    }
    assertThat(all).isGreaterThan(2000);
    assertThat(error / all).as("mean error, K").isLessThan(0.97 * persistence / all);
    assertThat((double) inside / all).as("share inside P10-P90").isBetween(0.6, 0.95);
  }

  /** One event in ten should come before an ETA's P10; with this model it is one in six. */
  @Test
  void theLimitIsSeldomReachedBeforeTheEtasP10() {
    int early = 0;
    int all = 0;
    for (long seed = 7101; seed <= 7160; seed++) {
      Run run = SimulatedRun.server(SimulatedFault.Kind.AIRFLOW, seed).run();
      int reached = firstCrossing(run);
      DeviceWatch watch = engine.watch();
      int looks = 0;
      for (int tick = 0; run.second(tick) < reached; tick++) {
        List<MarginBand> bands = watch.observe(run.ticks().get(tick)).orElse(List.of());
        boolean hot = !bands.isEmpty() && bands.get(QUARTER_HOUR).crossing() >= 0.5;
        looks = hot ? looks + 1 : 0;
        int seconds = reached - run.second(tick);
        if (looks == 2 && seconds <= 900) {
          Chance chance = MarginExpert.read(bands.stream().map(MarginBand::reaching).toList());
          early += seconds < chance.eta().p10().toSeconds() ? 1 : 0;
          all++;
        }
      }
    }
    assertThat(all).isGreaterThan(30);
    assertThat((double) early / all).as("share before P10").isLessThan(0.25);
  }

  /** The second of the first crossing; before all ticks where there is none. */
  private static int firstCrossing(Run run) {
    for (int second = 0; second < run.margins().length; second++) {
      if (run.margins()[second] <= 0) {
        return second;
      }
    }
    return -1;
  }

  /** A 70 W inference card at about 60 % load, some 20 K from its limit. */
  private static final class Card {
    private final DeviceModel model =
        new DeviceModel(DevicePresets.byName(DevicePresets.INFERENCE_CARD));
    private final DeviceWatch watch = engine.watch();
    private final Random random;
    private DeviceState state = model.settled(DeviceInput.healthy(0.6, 32));
    private double cap = 1;
    private double margin;

    Card(long seed) {
      this.random = new Random(seed);
    }

    List<MarginBand> tick(double airflow) {
      double load = Math.max(0, Math.min(1, 0.6 + 0.06 * random.nextGaussian()));
      DeviceInput input = new DeviceInput(load, 32, airflow, cap);
      state = model.step(state, input, Duration.ofSeconds(15));
      DeviceReading reading = model.read(state, input);
      margin = Math.round(reading.thermalMargin());
      return watch
          .observe(
              new DeviceTick(
                  margin,
                  model.spec().governor().tripCelsius(),
                  load,
                  reading.clockRatio(),
                  reading.throttling() ? 1 : 0,
                  cap,
                  reading.watts(),
                  true))
          .orElse(
              List.of(
                  new MarginBand(60, 1, 1, 1, 0),
                  new MarginBand(120, 1, 1, 1, 0),
                  new MarginBand(300, 1, 1, 1, 0),
                  new MarginBand(900, 1, 1, 1, 0)));
    }
  }
}
