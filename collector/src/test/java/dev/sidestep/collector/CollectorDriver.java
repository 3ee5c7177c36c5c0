package dev.sidestep.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.DeadLetters;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The collector's topology in process, with a clock that the test moves. */
final class CollectorDriver implements AutoCloseable {
  private final MovedClock clock;
  private final CollectorRegistry registry = new CollectorRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> telemetry;
  private final TestOutputTopic<String, byte[]> frames;
  private final TestOutputTopic<String, byte[]> deadLetters;

  CollectorDriver(CollectorProperties properties, Instant now) {
    clock = new MovedClock(now);
    Topics topics = Topics.DEFAULT;
    CollectorMetrics metrics = new CollectorMetrics(registry);
    metrics.watch(topics.telemetry());
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver =
        new TopologyTestDriver(
            KafkaCollectorTopology.of(properties, topics, clock, metrics), settings, now);
    telemetry =
        driver.createInputTopic(
            topics.telemetry(), new StringSerializer(), new ByteArraySerializer());
    frames =
        driver.createOutputTopic(
            topics.frames(), new StringDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic(
            topics.deadletter(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  void send(Sample... samples) {
    send(TelemetryCodec.encode(List.of(samples)));
  }

  void send(byte[] payload) {
    telemetry.pipeInput("key", payload);
  }

  void move(Instant now) {
    Duration step = Duration.between(clock.instant(), now);
    clock.now = now;
    driver.advanceWallClockTime(step);
  }

  List<TestRecord<String, byte[]>> frameRecords() {
    return frames.readRecordsToList();
  }

  List<Frame> frames() {
    return frameRecords().stream().map(record -> FrameCodec.decode(record.value())).toList();
  }

  List<TestRecord<String, byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  static String reason(TestRecord<String, byte[]> letter) {
    return header(letter, DeadLetters.REASON);
  }

  static String header(TestRecord<String, byte[]> record, String name) {
    Headers headers = record.headers();
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  double metric(String name, String label, String value) {
    Double sample = registry.getSampleValue(name, new String[] {label}, new String[] {value});
    return sample == null ? Double.NaN : sample;
  }

  double letters(String reason) {
    return registry.getSampleValue(
        "sidestep_deadletter_total",
        new String[] {"topic", "reason"},
        new String[] {"sidestep.telemetry", reason});
  }

  Map<String, byte[]> stored() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (KeyValueIterator<String, byte[]> all =
        driver.<String, byte[]>getKeyValueStore(KafkaCollectorTopology.STORE).all()) {
      all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
    }
    return entries;
  }

  /** What Streams does from the changelog before it hands a task its first record. */
  void restore(Map<String, byte[]> entries) {
    entries.forEach(driver.<String, byte[]>getKeyValueStore(KafkaCollectorTopology.STORE)::put);
  }

  @Override
  public void close() {
    driver.close();
  }

  /** A clock that stands until it is moved. */
  private static final class MovedClock extends Clock {
    private Instant now;

    MovedClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
