package dev.sidestep.collector.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Reading.State;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Target GPU = Target.device("lab", "gpu-0", DeviceClass.GPU);
  private static final Target NPU = Target.device("lab", "npu-0", DeviceClass.NPU);
  private static final Alignment RULES =
      new Alignment(Duration.ofSeconds(15), Duration.ofSeconds(2), 4, 6, 3);

  private final Aligner aligner = new Aligner(RULES);
  private final List<ClosedTick> closed = new ArrayList<>();

  @Test
  void closesATickOnceEventTimeHasPassedItsEndByTheGrace() {
    temperature(GPU, 3, 50);
    temperature(GPU, 16.999, 51);
    assertThat(closed).isEmpty();
    temperature(GPU, 17, 52);
    assertThat(closed).singleElement().extracting(ClosedTick::end).isEqualTo(at(15));
    assertThat(frame(0, GPU).reading(Signal.DEVICE_TEMPERATURE))
        .isEqualTo(Reading.valid(50, Source.MEASURED));
  }

  @Test
  void givesAnInstantOnTheBoundaryToTheNextTick() {
    temperature(GPU, 14.999, 50);
    temperature(GPU, 15, 60);
    temperature(GPU, 32, 61);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_TEMPERATURE).value()).isEqualTo(50);
    assertThat(frame(1, GPU).reading(Signal.DEVICE_TEMPERATURE).value()).isEqualTo(60);
  }

  @Test
  void rollsUpLastMeanAndMaxAsTheCatalogueSays() {
    for (int second = 0; second < 3; second++) {
      accept(GPU, Signal.DEVICE_TEMPERATURE, second, 50 + second);
      accept(GPU, Signal.DEVICE_POWER, second, 100 + 10 * second);
      accept(GPU, Signal.REQUESTS_WAITING, second, 5 - second);
    }
    temperature(GPU, 17, 60);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_TEMPERATURE).value()).isEqualTo(52);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_POWER).value()).isEqualTo(110);
    assertThat(frame(0, GPU).reading(Signal.REQUESTS_WAITING).value()).isEqualTo(5);
  }

  @Test
  void carriesAValueForFourTicksAndThenSaysMissing() {
    temperature(GPU, 1, 50);
    temperature(NPU, 17 + 15 * 5, 40);
    assertThat(states(GPU))
        .containsExactly(
            State.VALID, State.CARRIED, State.CARRIED, State.CARRIED, State.CARRIED, State.MISSING);
  }

  @Test
  void forgetsATargetAfterItsSilentTicks() {
    temperature(GPU, 1, 50);
    temperature(NPU, 17 + 15 * 20, 40);
    // its own tick and six silent ones
    assertThat(states(GPU)).hasSize(7);
    assertThat(aligner.targets()).isEqualTo(1);
    assertThat(aligner.forgotten()).isEqualTo(1);
  }

  @Test
  void skipsALongTimeWithoutTargetsInsteadOfCountingThroughIt() {
    temperature(GPU, 1, 50);
    temperature(GPU, 1e9, 51);
    temperature(GPU, 1e9 + 20, 52);
    assertThat(closed).hasSizeBetween(8, 9);
    assertThat(last(closed).end()).isAfter(at(1e9));
  }

  @Test
  void hasOneFrameForEachKnownTargetInOrder() {
    temperature(NPU, 1, 40);
    temperature(GPU, 2, 50);
    temperature(GPU, 17, 51);
    assertThat(closed.get(0).frames()).extracting(Frame::target).containsExactly(GPU, NPU);
  }

  @Test
  void hasNoFrameOfATargetBeforeItsFirstTick() {
    temperature(GPU, 1, 50);
    temperature(NPU, 16, 40);
    temperature(GPU, 17, 51);
    assertThat(closed.get(0).frames()).extracting(Frame::target).containsExactly(GPU);
  }

  @Test
  void refusesASampleOfAClosedTick() {
    temperature(GPU, 1, 50);
    temperature(GPU, 17, 51);
    assertThat(accept(GPU, Signal.DEVICE_TEMPERATURE, 14, 99)).isEqualTo(Acceptance.LATE);
  }

  @Test
  void takesASampleThatIsLateWithinTheGrace() {
    temperature(GPU, 1, 50);
    temperature(GPU, 16.9, 51);
    assertThat(accept(GPU, Signal.DEVICE_TEMPERATURE, 14, 60)).isEqualTo(Acceptance.ACCEPTED);
    temperature(GPU, 17, 51);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_TEMPERATURE).value()).isEqualTo(60);
  }

  @Test
  void ignoresARepeatedSample() {
    accept(GPU, Signal.DEVICE_POWER, 1, 100);
    accept(GPU, Signal.DEVICE_POWER, 2, 200);
    assertThat(accept(GPU, Signal.DEVICE_POWER, 1, 100)).isEqualTo(Acceptance.DUPLICATE);
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_POWER).value()).isEqualTo(150);
  }

  @Test
  void keepsTheMoreAlarmingOfTwoValuesForOneInstant() {
    accept(GPU, Signal.DEVICE_TEMPERATURE, 1, 70);
    accept(GPU, Signal.DEVICE_TEMPERATURE, 1, 60);
    accept(GPU, Signal.THERMAL_MARGIN, 1, 10);
    accept(GPU, Signal.THERMAL_MARGIN, 1, 5);
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_TEMPERATURE).value()).isEqualTo(70);
    assertThat(frame(0, GPU).reading(Signal.THERMAL_MARGIN).value()).isEqualTo(5);
  }

  @Test
  void keepsTheLatestSamplesWhenThereAreMoreThanItKeeps() {
    int surplus = 7;
    for (int i = Points.LIMIT + surplus - 1; i >= 0; i--) {
      Acceptance expected = i < surplus ? Acceptance.SURPLUS : Acceptance.ACCEPTED;
      assertThat(accept(GPU, Signal.DEVICE_POWER, 1 + i * 0.01, i < surplus ? 1000 : 10))
          .isEqualTo(expected);
    }
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_POWER).value()).isEqualTo(10);
  }

  @Test
  void saysTheLeastRealSourceOfAMean() {
    accept(Sampled.of(GPU, Signal.DEVICE_POWER, at(1), 10, Source.MEASURED));
    accept(Sampled.of(GPU, Signal.DEVICE_POWER, at(2), 10, Source.SIMULATED));
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_POWER).source()).isEqualTo(Source.SIMULATED);
  }

  @Test
  void derivesTheMarginFromTemperatureAndLimitWhereTheSenderGivesNone() {
    accept(GPU, Signal.DEVICE_TEMPERATURE, 1, 70);
    accept(GPU, Signal.DEVICE_TEMPERATURE_LIMIT, 1, 83);
    accept(Sampled.of(NPU, Signal.DEVICE_TEMPERATURE, at(1), 70, Source.SIMULATED));
    accept(Sampled.of(NPU, Signal.DEVICE_TEMPERATURE_LIMIT, at(1), 80, Source.SIMULATED));
    temperature(GPU, 32, 75);
    assertThat(frame(0, GPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.valid(13, Source.MODELLED));
    assertThat(frame(0, NPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.valid(10, Source.SIMULATED));
    assertThat(frame(1, NPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.carried(10, Source.SIMULATED));
  }

  @Test
  void derivesTheMarginOfASenderThatNoLongerGivesIt() {
    accept(GPU, Signal.THERMAL_MARGIN, 1, 9);
    for (int tick = 0; tick <= 6; tick++) {
      accept(GPU, Signal.DEVICE_TEMPERATURE, 15 * tick + 1, 70);
      accept(GPU, Signal.DEVICE_TEMPERATURE_LIMIT, 15 * tick + 1, 83);
    }
    temperature(GPU, 15 * 7 + 2, 75);
    assertThat(frame(4, GPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.carried(9, Source.MEASURED));
    assertThat(frame(5, GPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.valid(13, Source.MODELLED));
  }

  @Test
  void leavesTheSendersOwnMarginAlone() {
    accept(GPU, Signal.DEVICE_TEMPERATURE, 1, 70);
    accept(GPU, Signal.DEVICE_TEMPERATURE_LIMIT, 1, 83);
    accept(GPU, Signal.THERMAL_MARGIN, 1, 9);
    temperature(GPU, 17, 75);
    assertThat(frame(0, GPU).reading(Signal.THERMAL_MARGIN))
        .isEqualTo(Reading.valid(9, Source.MEASURED));
  }

  @Test
  void makesACounterItsGrowthPerSecondAcrossTicks() {
    counter(GPU, 0, 100);
    counter(GPU, 10, 101);
    counter(GPU, 20, 106);
    temperature(GPU, 32, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_THERMAL_THROTTLING).value())
        .isEqualTo(0.1, within(1e-12));
    assertThat(frame(1, GPU).reading(Signal.DEVICE_THERMAL_THROTTLING).value())
        .isEqualTo(0.5, within(1e-12));
  }

  @Test
  void takesACounterThatFallsAsStartedAgain() {
    counter(GPU, 0, 100);
    counter(GPU, 5, 102);
    counter(GPU, 10, 1);
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_THERMAL_THROTTLING).value())
        .isEqualTo(0.3, within(1e-12));
  }

  @Test
  void hasNoRateFromASingleTotal() {
    counter(GPU, 1, 100);
    temperature(GPU, 17, 50);
    assertThat(frame(0, GPU).reading(Signal.DEVICE_THERMAL_THROTTLING).present()).isFalse();
  }

  @Test
  void closesByTheClockWhenNothingComes() {
    temperature(GPU, 1, 50);
    Duration timeout = Duration.ofSeconds(20);
    assertThat(aligner.closeIdle(at(20.9), timeout)).isEmpty();
    assertThat(aligner.closeIdle(at(21), timeout))
        .extracting(ClosedTick::end)
        .containsExactly(at(15));
    assertThat(aligner.closeIdle(at(32), timeout))
        .extracting(ClosedTick::end)
        .containsExactly(at(30));
    assertThat(accept(GPU, Signal.DEVICE_TEMPERATURE, 29, 50)).isEqualTo(Acceptance.LATE);
    assertThat(accept(GPU, Signal.DEVICE_TEMPERATURE, 31, 50)).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void presumesThatEventTimeGoesOnWhereItStoodWhenASenderClockIsBehind() {
    aligner.accept(Measurement.of(sample(GPU, Signal.DEVICE_TEMPERATURE, 1, 50)), at(100));
    assertThat(aligner.closeIdle(at(121), Duration.ofSeconds(20)))
        .extracting(ClosedTick::end)
        .containsExactly(at(15));
  }

  @Test
  void doesNothingIdleWhereNoTargetIsKnown() {
    assertThat(aligner.closeIdle(at(1000), Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void givesTheRoomOfTheTargetSilentLongestToANewOne() {
    temperature(device(1), 1, 50);
    temperature(device(2), 16, 50);
    temperature(device(3), 32, 50);
    assertThat(temperature(device(4), 33, 50)).isEqualTo(Acceptance.ACCEPTED);
    temperature(device(3), 47, 50);
    assertThat(last(closed).frames())
        .extracting(Frame::target)
        .containsExactly(device(2), device(3), device(4));
  }

  @Test
  void turnsANewTargetAwayWhereNoneIsSilent() {
    temperature(device(1), 1, 50);
    temperature(device(2), 1, 50);
    temperature(device(3), 1, 50);
    assertThat(temperature(device(4), 1, 50)).isEqualTo(Acceptance.NO_ROOM);
    assertThat(aligner.targets()).isEqualTo(3);
  }

  @Test
  void goesOnWhenAllTargetsOfAFullPartitionAreReplacedByNewOnes() {
    temperature(device(1), 1, 50);
    temperature(device(2), 1, 50);
    temperature(device(3), 1, 50);
    temperature(device(4), 17, 50);
    temperature(device(4), 32, 50);
    assertThat(temperature(device(4), 33, 50)).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void tellsPodsOfOneNameApartByUid() {
    Target before = Target.pod("lab", "demo", "minilm-0", "a", DeviceClass.GPU);
    Target after = Target.pod("lab", "demo", "minilm-0", "b", DeviceClass.GPU);
    accept(before, Signal.POD_MEMORY, 1, 10);
    accept(after, Signal.POD_MEMORY, 2, 20);
    temperature(GPU, 17, 50);
    assertThat(closed.get(0).frames()).extracting(Frame::target).containsExactly(before, after);
  }

  @Test
  void joinsWhatOneSenderSaysOfAPodWithItsUidAndAnotherWithout() {
    Target exact = Target.pod("lab", "demo", "minilm-0", "a", null);
    Target plain = Target.pod("lab", "demo", "minilm-0", "", null);
    accept(plain, Signal.POD_MEMORY_LIMIT, 1, 512);
    accept(exact, Signal.POD_MEMORY, 2, 400);
    accept(plain, Signal.POD_MEMORY_LIMIT, 17, 512);
    accept(exact, Signal.POD_MEMORY, 32, 410);

    assertThat(closed).hasSize(2);
    for (ClosedTick tick : closed) {
      Frame only = tick.frames().get(0);
      assertThat(tick.frames()).hasSize(1);
      assertThat(only.target()).isEqualTo(exact);
      assertThat(only.reading(Signal.POD_MEMORY).value()).isEqualTo(400);
      assertThat(only.reading(Signal.POD_MEMORY_LIMIT).value()).isEqualTo(512);
    }
    assertThat(aligner.targets()).isEqualTo(1);
  }

  @Test
  void takesAPodWithoutItsUidForTheOneOfThatNameHeardLast() {
    Target before = Target.pod("lab", "demo", "minilm-0", "z", DeviceClass.GPU);
    Target after = Target.pod("lab", "demo", "minilm-0", "b", DeviceClass.GPU);
    accept(before, Signal.POD_MEMORY, 1, 10);
    accept(after, Signal.POD_MEMORY, 16, 20);
    accept(Target.pod("lab", "demo", "minilm-0", "", null), Signal.POD_MEMORY_LIMIT, 18, 512);
    temperature(GPU, 32, 50);

    assertThat(frame(1, after).reading(Signal.POD_MEMORY_LIMIT).value()).isEqualTo(512);
    assertThat(frame(1, before).reading(Signal.POD_MEMORY_LIMIT).present()).isFalse();
  }

  /** The sender without uids speaks first in each tick; the old pod's class was learnt from it. */
  @ParameterizedTest
  @CsvSource({"z, b", "b, z"})
  void aPodThatIsGoneDoesNotLiveOnByWhatIsSaidOfItsSuccessor(String gone, String come) {
    Target before = Target.pod("lab", "demo", "minilm-0", gone, null);
    Target after = Target.pod("lab", "demo", "minilm-0", come, null);
    Target plain = Target.pod("lab", "demo", "minilm-0", "", DeviceClass.GPU);
    accept(before, Signal.POD_MEMORY, 1, 10);
    for (int tick = 1; tick <= 4; tick++) {
      accept(plain, Signal.POD_MEMORY_LIMIT, 15 * tick + 3, 512);
      accept(after, Signal.POD_MEMORY, 15 * tick + 7, 20);
    }
    temperature(GPU, 78, 50);

    Target named = Target.pod("lab", "demo", "minilm-0", come, DeviceClass.GPU);
    Frame frame = frame(4, named);
    assertThat(frame.reading(Signal.POD_MEMORY).value()).isEqualTo(20);
    assertThat(frame.reading(Signal.POD_MEMORY_LIMIT).state()).isEqualTo(State.VALID);
  }

  @Test
  void storesATargetUnderItsBetterNameOnly() {
    Map<String, byte[]> stored = new HashMap<>();
    BiConsumer<String, byte[]> store =
        (key, state) -> {
          if (state == null) {
            stored.remove(key);
          } else {
            stored.put(key, state);
          }
        };
    accept(Target.pod("lab", "demo", "minilm-0", "", null), Signal.POD_MEMORY_LIMIT, 1, 512);
    aligner.save(store);
    accept(Target.pod("lab", "demo", "minilm-0", "a", null), Signal.POD_MEMORY, 2, 400);
    aligner.save(store);

    assertThat(stored.keySet()).containsExactlyInAnyOrder("", "pod/lab/demo/minilm-0 a null");
  }

  @Test
  void refusesAMeasurementWithoutAnInstant() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Sampled.of(GPU, Signal.DEVICE_TEMPERATURE, Instant.EPOCH, 50, Source.MEASURED))
        .withMessageContaining("needs the instant of the measurement");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Sampled.of(GPU, Signal.DEVICE_TEMPERATURE, Instant.MAX, 50, Source.MEASURED));
  }

  @Test
  void refusesACounterThatIsNoTotal() {
    assertThatIllegalArgumentException().isThrownBy(() -> counter(GPU, 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> counter(GPU, 1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counter(GPU, 1, Double.POSITIVE_INFINITY));
  }

  private Acceptance temperature(Target target, double second, double value) {
    return accept(target, Signal.DEVICE_TEMPERATURE, second, value);
  }

  private Acceptance accept(Target target, Signal signal, double second, double value) {
    return accept(Measurement.of(sample(target, signal, second, value)));
  }

  private void counter(Target target, double second, double total) {
    accept(
        new Measurement(
            target,
            new Series(Signal.DEVICE_THERMAL_THROTTLING, "throttled_seconds"),
            at(second),
            total,
            Source.MEASURED));
  }

  private Acceptance accept(Measurement measurement) {
    Acceptance acceptance = aligner.accept(measurement, measurement.at());
    closed.addAll(aligner.closeDue());
    return acceptance;
  }

  private static Sample sample(Target target, Signal signal, double second, double value) {
    return new Sample(target, signal, at(second), value, Source.MEASURED);
  }

  private Frame frame(int tick, Target target) {
    return closed.get(tick).frames().stream()
        .filter(frame -> frame.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private List<State> states(Target target) {
    return closed.stream()
        .flatMap(tick -> tick.frames().stream())
        .filter(frame -> frame.target().equals(target))
        .map(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).state())
        .toList();
  }

  private static Target device(int number) {
    return Target.device("lab", "gpu-" + number, DeviceClass.GPU);
  }

  private static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }

  private static ClosedTick last(List<ClosedTick> ticks) {
    return ticks.get(ticks.size() - 1);
  }
}
