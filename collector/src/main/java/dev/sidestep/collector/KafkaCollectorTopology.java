package dev.sidestep.collector;

import dev.sidestep.collector.naming.NameMap;
import dev.sidestep.contracts.Topics;
import java.time.Clock;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The collector as Kafka Streams sees it:
 *
 * <pre>
 * telemetry ─> collect ─┬─> frames
 *                 │     └─> dead letters
 *             [targets]  in memory, changelogged
 * </pre>
 *
 * Telemetry must be keyed so that a target keeps to one partition; frames need as many partitions.
 */
final class KafkaCollectorTopology {
  static final String STORE = "targets";
  static final String FRAMES = "frames";
  static final String DEAD_LETTERS = "dead-letters";
  private static final String TELEMETRY = "telemetry";
  private static final String COLLECT = "collect";

  /** Event time stands in the payload; a record's own timestamp only must not stop the stream. */
  private static final TimestampExtractor ANY =
      (record, partitionTime) -> Math.max(0, record.timestamp());

  private KafkaCollectorTopology() {}

  static Topology of(
      CollectorProperties properties, Topics topics, Clock clock, CollectorMetrics metrics) {
    NameMap names =
        new NameMap(
            CsvNameFiles.read(properties.names().files(), properties.names().targetFiles()),
            properties.names().cluster(),
            properties.frames().futureSkew());
    // the cache keeps a target that is written many times between commits to one changelog record
    StoreBuilder<KeyValueStore<String, byte[]>> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withCachingEnabled();
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            TELEMETRY,
            ANY,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.telemetry())
        .addProcessor(
            COLLECT,
            () -> new KafkaFrameProcessor(properties.frames(), names, topics, clock, metrics),
            TELEMETRY)
        .addStateStore(store, COLLECT)
        .addSink(FRAMES, topics.frames(), KafkaRoute.KEY, bytes, KafkaRoute.SAME_PARTITION, COLLECT)
        .addSink(DEAD_LETTERS, topics.deadletter(), KafkaRoute.KEY, bytes, COLLECT);
  }
}
