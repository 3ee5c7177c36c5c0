package dev.sidestep.collector;

import static dev.sidestep.collector.CollectorDriver.header;
import static dev.sidestep.collector.CollectorDriver.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Reading.State;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.DeadLetters;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaCollectorTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Target GPU = Target.device("lab", "gpu-0", DeviceClass.GPU);
  private static final Target NPU = Target.device("lab", "npu-0", DeviceClass.NPU);

  private final CollectorDriver collector = driver(Duration.ZERO);

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void makesAFrameOfATickWithItsKeyTimeAndTickSize() {
    run(collector, 0, 18, GPU, NPU);
    List<TestRecord<String, byte[]>> records = collector.frameRecords();
    assertThat(records).extracting(TestRecord::key).containsExactly(GPU.key(), NPU.key());
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(header(record, Topics.TICK_SIZE)).isEqualTo("2");
              assertThat(record.getRecordTime()).isEqualTo(START.plusSeconds(15));
            });
    assertThat(collector.metric("sidestep_collector_frames_total", "state", "valid")).isEqualTo(2);
    assertThat(collector.metric("sidestep_collector_targets", "partition", "0")).isEqualTo(2);
  }

  @Test
  void carriesTheSourceToTheFrame() {
    run(collector, 0, 18, GPU);
    assertThat(collector.frames().get(0).reading(Signal.DEVICE_TEMPERATURE))
        .isEqualTo(Reading.valid(64, Source.SIMULATED));
  }

  @Test
  void buriesGarbageWithAReasonAndGoesOn() {
    byte[] garbage = new byte[200];
    new Random(7).nextBytes(garbage);
    garbage[0] = (byte) 0xff;
    run(collector, 0, 10, GPU);
    collector.send(garbage);
    run(collector, 10, 18, GPU);
    List<TestRecord<String, byte[]>> letters = collector.deadLetters();
    assertThat(letters).hasSize(1);
    TestRecord<String, byte[]> letter = letters.get(0);
    assertThat(letter.value()).isEqualTo(garbage);
    assertThat(letter.key()).isEqualTo("sidestep.telemetry");
    assertThat(reason(letter)).isEqualTo("malformed");
    assertThat(header(letter, DeadLetters.MESSAGE)).contains("200 bytes");
    assertThat(header(letter, DeadLetters.ORIGIN)).isEqualTo("sidestep.telemetry/0/10");
    assertThat(collector.letters("malformed")).isEqualTo(1);
    assertThat(collector.frames()).hasSize(1);
  }

  @Test
  void buriesARecordWithoutPayload() {
    collector.send((byte[]) null);
    assertThat(collector.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(reason(letter)).isEqualTo("malformed"));
  }

  @Test
  void survivesAPayloadCutOffAtEachLength() {
    byte[] payload = TelemetryCodec.encode(List.of(temperature(GPU, 1, 60)));
    for (int length = 0; length < payload.length; length++) {
      collector.send(Arrays.copyOf(payload, length));
    }
    // a cut may fall between fields and leave a readable rest, but never a wrong value
    run(collector, 0, 18, GPU);
    assertThat(collector.letters("malformed")).isGreaterThan(payload.length / 2.0);
    assertThat(collector.frames())
        .singleElement()
        .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).value())
        .isEqualTo(64.0);
  }

  @Test
  void survivesPayloadsWithAFewBytesChanged() {
    long seed = 20260101;
    Random random = new Random(seed);
    byte[] payload =
        TelemetryCodec.encode(List.of(temperature(GPU, 1, 60), temperature(NPU, 2, 60)));
    collector.move(START.plusSeconds(2));
    for (int i = 0; i < 2000; i++) {
      byte[] changed = payload.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      assertThatNoException()
          .as("seed %d, attempt %d", seed, i)
          .isThrownBy(() -> collector.send(changed));
    }
    run(collector, 2, 18, GPU);
    assertThat(collector.frames()).extracting(Frame::target).contains(GPU);
  }

  @Test
  void buriesAnEventOfTheFutureAndKeepsItsWatermark() {
    run(collector, 0, 10, GPU);
    collector.send(temperature(GPU, 10_000, 99));
    assertThat(collector.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(reason(letter)).isEqualTo("future_time"));
    assertThat(collector.letters("future_time")).isEqualTo(1);
    run(collector, 10, 18, GPU);
    assertThat(collector.frames()).hasSize(1);
  }

  @Test
  void usesTheGoodPointsOfAPayloadAndBuriesItOnceForItsBadOnes() {
    collector.send(payload(GPU, START.plusSeconds(1), 70, 9999, -5000, 71));
    assertThat(collector.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(reason(letter)).isEqualTo("invalid_value"));
    assertThat(collector.metric("sidestep_collector_points_total", "result", "invalid_value"))
        .isEqualTo(2);
    run(collector, 16, 17, NPU);
    run(collector, 17, 18, NPU);
    assertThat(collector.frames())
        .singleElement()
        .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).value())
        .isEqualTo(71.0);
  }

  @Test
  void countsNamesItDoesNotKnow() {
    collector.send(payload("some.metric", GPU, START.plusSeconds(1), 1));
    assertThat(collector.metric("sidestep_collector_unmapped_total", "metric", "some.metric"))
        .isEqualTo(1);
    assertThat(collector.deadLetters()).isEmpty();
  }

  @Test
  void changesNothingForDuplicatesAndDisorder() {
    run(collector, 0, 40, GPU, NPU);
    List<Frame> expected = collector.frames();
    try (CollectorDriver other = driver(Duration.ZERO)) {
      other.move(START.plusSeconds(40));
      for (int pair = 0; pair < 40; pair += 2) {
        other.send(
            temperature(NPU, pair + 1, 50 + pair + 1), temperature(GPU, pair + 1, 51 + pair));
        other.send(temperature(NPU, pair, 50 + pair));
        other.send(temperature(GPU, pair, 50 + pair));
        other.send(temperature(NPU, pair, 50 + pair), temperature(GPU, pair + 1, 51 + pair));
      }
      assertThat(other.frames()).hasSize(4).isEqualTo(expected);
    }
  }

  @Test
  void dropsAndCountsASampleAfterItsTickHasClosed() {
    run(collector, 0, 18, GPU);
    collector.send(temperature(GPU, 14.5, 99));
    assertThat(collector.metric("sidestep_collector_points_total", "result", "late")).isEqualTo(1);
    assertThat(collector.deadLetters()).isEmpty();
    assertThat(collector.frames()).hasSize(1);
  }

  @Test
  void saysCarriedAndThenMissingOfATargetThatFellSilent() {
    run(collector, 0, 15, GPU, NPU);
    run(collector, 15, 15 * 7, NPU);
    assertThat(collector.frames().stream().filter(frame -> frame.target().equals(GPU)))
        .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).state())
        .containsExactly(
            State.VALID, State.CARRIED, State.CARRIED, State.CARRIED, State.CARRIED, State.MISSING);
    assertThat(collector.metric("sidestep_collector_frames_total", "state", "missing"))
        .isEqualTo(1);
  }

  @Test
  void leavesTheClockOutOfItWhereTheIdleTimeoutIsOff() {
    run(collector, 0, 10, GPU);
    collector.move(START.plusSeconds(1000));
    assertThat(collector.frames()).isEmpty();
  }

  @Test
  void closesByTheClockWhenNothingComes() {
    try (CollectorDriver live = driver(Duration.ofSeconds(20))) {
      run(live, 0, 10, GPU);
      live.move(START.plusSeconds(28));
      assertThat(live.frames()).isEmpty();
      live.move(START.plusSeconds(30));
      assertThat(live.frames())
          .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).state())
          .containsExactly(State.VALID);
      for (int second = 31; second <= 300; second++) {
        live.move(START.plusSeconds(second));
      }
      assertThat(live.frames()).hasSizeGreaterThan(10);
    }
  }

  @Test
  void saysHowFarItIsBehindAlsoWhereNothingComes() {
    run(collector, 0, 10, GPU);
    collector.move(START.plusSeconds(9 + 60));
    assertThat(collector.metric("sidestep_collector_watermark_lag_seconds", "partition", "0"))
        .isEqualTo(60);
  }

  @Test
  void goesOnWhereItStoodAfterARestart() {
    run(collector, 0, 70, GPU, NPU);
    List<Frame> expected = collector.frames();
    List<Frame> seen = new ArrayList<>();
    Map<String, byte[]> stored = Map.of();
    for (int from = 0; from < 70; from += 7) {
      try (CollectorDriver life = driver(Duration.ZERO)) {
        life.restore(stored);
        // the last records of the life before come again: at least once
        run(life, Math.max(0, from - 2), from + 7, GPU, NPU);
        seen.addAll(life.frames());
        stored = life.stored();
      }
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void readsItsBacklogBeforeItTakesSilenceForSilence() {
    Map<String, byte[]> stored;
    try (CollectorDriver before = driver(Duration.ofSeconds(20))) {
      run(before, 0, 10, GPU);
      stored = before.stored();
    }
    try (CollectorDriver after =
        new CollectorDriver(properties(Duration.ofSeconds(20)), START.plusSeconds(500))) {
      after.restore(stored);
      after.move(START.plusSeconds(510));
      after.send(temperature(GPU, 14, 77));
      after.send(temperature(GPU, 20, 60));
      assertThat(after.frames())
          .singleElement()
          .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).value())
          .isEqualTo(77.0);
    }
  }

  @Test
  void readsItsBacklogAlsoAfterAStandstill() {
    try (CollectorDriver stopped = driver(Duration.ofSeconds(20))) {
      run(stopped, 0, 10, GPU);
      // nothing looks at the clock in between: the process was stopped
      stopped.move(START.plusSeconds(310));
      stopped.move(START.plusSeconds(311));
      stopped.send(temperature(GPU, 14, 77));
      stopped.send(temperature(GPU, 20, 60));
      assertThat(stopped.metric("sidestep_collector_points_total", "result", "late")).isZero();
      assertThat(stopped.frames())
          .singleElement()
          .extracting(frame -> frame.reading(Signal.DEVICE_TEMPERATURE).value())
          .isEqualTo(77.0);
    }
  }

  @Test
  void keepsManyTargetsApart() {
    int many = 500;
    Target[] targets = new Target[many];
    for (int i = 0; i < many; i++) {
      targets[i] = Target.device("lab", "gpu-%03d".formatted(i), DeviceClass.GPU);
    }
    for (int second : new int[] {1, 16, 17}) {
      run(collector, second, second + 1, targets);
    }
    List<Frame> frames = collector.frames();
    assertThat(frames).extracting(Frame::target).containsExactly(targets);
  }

  @Test
  void forgetsTheTargetSilentLongestWhenFull() {
    CollectorProperties small = properties(Duration.ZERO, 2);
    try (CollectorDriver full = new CollectorDriver(small, START)) {
      run(full, 0, 18, GPU);
      run(full, 18, 35, NPU);
      run(full, 35, 50, Target.device("lab", "cpu-0", DeviceClass.CPU));
      assertThat(full.metric("sidestep_collector_targets", "partition", "0")).isEqualTo(2);
      assertThat(full.stored()).hasSize(3).doesNotContainKey(GPU.key() + "  GPU");
    }
  }

  private static CollectorDriver driver(Duration idleTimeout) {
    return new CollectorDriver(properties(idleTimeout), START);
  }

  private static CollectorProperties properties(Duration idleTimeout) {
    return properties(idleTimeout, 10_000);
  }

  private static CollectorProperties properties(Duration idleTimeout, int maxTargets) {
    CollectorProperties defaults = CollectorProperties.defaults();
    return new CollectorProperties(
        new CollectorProperties.Frames(
            Duration.ofSeconds(2), 4, 20, maxTargets, Duration.ofSeconds(5), idleTimeout),
        defaults.names(),
        defaults.streams());
  }

  /** One record a target and second, as nodes send them. */
  private static void run(CollectorDriver collector, int from, int to, Target... targets) {
    for (int second = from; second < to; second++) {
      collector.move(START.plusSeconds(second));
      for (Target target : targets) {
        collector.send(temperature(target, second, 50 + second));
      }
    }
  }

  private static Sample temperature(Target target, double second, double value) {
    Instant at = START.plusMillis(Math.round(second * 1000));
    return new Sample(target, Signal.DEVICE_TEMPERATURE, at, value, Source.SIMULATED);
  }

  private static byte[] payload(Target target, Instant at, double... values) {
    return payload(Signal.DEVICE_TEMPERATURE.otelName(), target, at, values);
  }

  /** What a record of ours cannot hold, since samples refuse bad values. */
  private static byte[] payload(String metric, Target target, Instant at, double... values) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < values.length; i++) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(at.toEpochMilli() * 1_000_000 + i)
              .setAsDouble(values[i]));
    }
    Resource resource =
        Resource.newBuilder()
            .addAttributes(text(TelemetryCodec.TARGET_KIND, "device"))
            .addAttributes(text(TelemetryCodec.CLUSTER, target.cluster()))
            .addAttributes(text(TelemetryCodec.DEVICE_NAME, target.name()))
            .addAttributes(text(TelemetryCodec.DEVICE_CLASS, "gpu"))
            .build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName(metric).setGauge(gauge))))
        .build()
        .toByteArray();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
