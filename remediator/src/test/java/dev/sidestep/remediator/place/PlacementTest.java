package dev.sidestep.remediator.place;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.NPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.Scene;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Fleet;
import dev.sidestep.remediator.fleet.History;
import dev.sidestep.remediator.fleet.Observation;
import dev.sidestep.remediator.fleet.StandingWarnings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source is a GPU at 0.2 load, which is 0.8 of a CPU and 0.4 of an NPU. */
class PlacementTest {
  private static final VariantState SOURCE = variant("gpu", DeviceClass.GPU, GPU);

  private final Fleet fleet = new Fleet(Scene.CLUSTER, Scene.NAMESPACE);
  private final Placement placement = new Placement(PlacementSettings.defaults(), 5);

  @BeforeEach
  void theSourceWorks() {
    fleet.accept(Scene.frame(GPU, T0, 10, 0.2));
  }

  @Test
  void theColdestHorizonOfAForecastDoesNotHideTheHottest() {
    idle(NPU, Map.of());
    fleet.accept(forecast(NPU, 40, 18, 30));

    Candidate npu = rank(variant("npu", DeviceClass.NPU, NPU)).fit().get(0);

    assertThat(npu.expectedMargin())
        .as("the lowest P50 of all horizons, less 25 K a load")
        .isCloseTo(20 - 25 * 0.4, within(1e-9));
  }

  @Test
  void aDeviceThatGetsTooHotAtOneHorizonIsNoReceiver() {
    idle(NPU, Map.of());
    fleet.accept(forecast(NPU, 40, 12, 40));

    Ranking ranking = rank(variant("npu", DeviceClass.NPU, NPU));

    assertThat(ranking.fit()).isEmpty();
    assertThat(ranking.unfit().get(0).reason()).contains("would be 4.0 K (P10 12.0 K, P50 14.0 K");
  }

  @Test
  void aDeviceWithTroubleOfItsOwnInSightIsNoReceiverHoweverSmallTheLoad() {
    idle(NPU, Map.of());
    fleet.accept(band(NPU, 4.5, 40, 44));

    Ranking ranking = rank(variant("npu", DeviceClass.NPU, NPU));

    assertThat(ranking.fit()).isEmpty();
    assertThat(ranking.unfit().get(0).reason()).contains("would be 4.5 K (P10 4.5 K, P50 40.0 K");
  }

  @Test
  void theLoadIsNotReckonedTwiceWhereTheBandKnowsThatLoadsCome() {
    idle(NPU, Map.of());
    // an idle device: its P10 is the future in which it is loaded
    fleet.accept(band(NPU, 12, 36, 44));

    Candidate npu = rank(variant("npu", DeviceClass.NPU, NPU)).fit().get(0);

    assertThat(npu.expectedMargin()).isEqualTo(12);
  }

  @Test
  void aReceiverWhoseForecastIsThreeTicksOldCannotBeSeen() {
    idle(NPU, Map.of());
    fleet.accept(Scene.forecast(NPU, T0.minus(Scene.TICK.multipliedBy(3)), 40));

    Ranking ranking = rank(variant("npu", DeviceClass.NPU, NPU));

    assertThat(ranking.fit()).isEmpty();
    assertThat(ranking.blind()).isTrue();
    assertThat(ranking.unfit().get(0).reason())
        .isEqualTo("blind: " + NPU.key() + " has no forecast of its thermal margin");
  }

  @Test
  void aForecastThatIsTwoTicksOldStillCounts() {
    idle(NPU, Map.of());
    fleet.accept(Scene.forecast(NPU, T0.minus(Scene.TICK.multipliedBy(2)), 40));

    assertThat(rank(variant("npu", DeviceClass.NPU, NPU)).fit()).hasSize(1);
  }

  @Test
  void aCappedReceiverIsAsSlowAsItsCap() {
    idle(NPU, Map.of(Signal.DEVICE_POWER_LIMIT_RATIO, valid(0.5)));
    fleet.accept(forecast(NPU, 40, 40, 40));

    Candidate npu = rank(variant("npu", DeviceClass.NPU, NPU)).fit().get(0);

    assertThat(npu.load())
        .as("twice the 0.4 of one that is not capped")
        .isCloseTo(0.8, within(1e-9));
    assertThat(npu.expectedMargin()).isCloseTo(42 - 25 * 0.8, within(1e-9));
  }

  @Test
  void aCapCanTurnTheRanking() {
    idle(NPU, Map.of());
    idle(CPU, Map.of());
    fleet.accept(forecast(NPU, 60, 60, 60));
    fleet.accept(forecast(CPU, 60, 60, 60));
    VariantState npu = variant("npu", DeviceClass.NPU, NPU);
    VariantState cpu = variant("cpu", DeviceClass.CPU, CPU);
    Placement byLoad =
        new Placement(new PlacementSettings(1, PlacementSettings.defaults().classes()), 5);

    assertThat(byLoad.rank(facts(npu, cpu), SOURCE).fit().get(0).variant()).isEqualTo(npu);

    idle(NPU, Map.of(Signal.DEVICE_POWER_LIMIT_RATIO, valid(0.4)));

    assertThat(byLoad.rank(facts(npu, cpu), SOURCE).fit().get(0).variant())
        .as("the NPU would be full, the CPU at 0.8")
        .isEqualTo(cpu);
  }

  @Test
  void aCapAboveTheUsualLimitMakesNothingFaster() {
    idle(NPU, Map.of(Signal.DEVICE_POWER_LIMIT_RATIO, valid(2)));
    fleet.accept(forecast(NPU, 40, 40, 40));

    assertThat(rank(variant("npu", DeviceClass.NPU, NPU)).fit().get(0).load())
        .isCloseTo(0.4, within(1e-9));
  }

  private Ranking rank(VariantState... receivers) {
    return placement.rank(facts(receivers), SOURCE);
  }

  private Facts facts(VariantState... receivers) {
    List<VariantState> variants = new java.util.ArrayList<>(List.of(receivers));
    variants.add(SOURCE);
    return new Facts(
        Scene.thermal(GPU, T0, 200, 240, 300),
        new Observation(variants, Mode.AUTOMATIC, true, true, false, Duration.ofSeconds(2)),
        fleet.at(T0),
        new StandingWarnings(),
        new History());
  }

  private void idle(Target device, Map<Signal, Reading> more) {
    Map<Signal, Reading> readings = new java.util.EnumMap<>(Signal.class);
    readings.put(Signal.THERMAL_MARGIN, valid(50));
    readings.put(Signal.DEVICE_UTILIZATION, valid(0));
    readings.putAll(more);
    fleet.accept(Scene.frame(device, T0, readings));
  }

  private static Reading valid(double value) {
    return Reading.valid(value, Source.SIMULATED);
  }

  private static Forecast forecast(Target device, double soon, double later, double last) {
    return new Forecast(
        device,
        Signal.THERMAL_MARGIN,
        T0,
        List.of(
            new Quantiles(Duration.ofSeconds(60), soon, soon + 2, soon + 4),
            new Quantiles(Duration.ofSeconds(300), later, later + 2, later + 4),
            new Quantiles(Duration.ofSeconds(900), last, last + 2, last + 4)),
        "test 1");
  }

  private static Forecast band(Target device, double p10, double p50, double p90) {
    return new Forecast(
        device,
        Signal.THERMAL_MARGIN,
        T0,
        List.of(new Quantiles(Duration.ofMinutes(5), p10, p50, p90)),
        "test 1");
  }

  private static VariantState variant(String name, DeviceClass kind, Target device) {
    return new VariantState("minilm", "minilm-" + name, kind, device.key(), 0, 0, 0, List.of());
  }
}
