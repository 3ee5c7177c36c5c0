package dev.sidestep.predictor.kafka;

import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.service.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;

/**
 * The connections of one session.
 *
 * @param frames member of the group that shares the partitions of frames
 * @param outcomes of its own: every predictor reads all outcomes
 * @param past makes a reader of what has been published before
 */
record KafkaClients(
    Consumer<byte[], byte[]> frames,
    Consumer<byte[], byte[]> outcomes,
    Supplier<Consumer<byte[], byte[]>> past,
    Producer<byte[], byte[]> producer)
    implements AutoCloseable {
  private static final String NAME = "predictor";

  static KafkaClients open(PredictorProperties properties, KafkaSettings kafka) {
    return new KafkaClients(
        sharing(properties, kafka).consumer(NAME + "-frames", NAME),
        kafka.tail(NAME + "-outcomes", NAME + "-outcomes"),
        () -> kafka.tail(NAME + "-past"),
        kafka.producer(NAME));
  }

  /** Under which the group knows the process over a restart; empty where it is given none. */
  static String name(PredictorProperties properties, KafkaSettings kafka) {
    return kafka
        .properties()
        .getOrDefault(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.instance());
  }

  /** Partitions that stay keep their state, and a process that comes back gets its own at once. */
  private static KafkaSettings sharing(PredictorProperties properties, KafkaSettings kafka) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    long session = properties.sessionTimeout().toMillis();
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, String.valueOf(session));
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, String.valueOf(session / 3));
    if (!properties.instance().isEmpty()) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.instance());
    }
    settings.putAll(kafka.properties());
    return new KafkaSettings(kafka.bootstrapServers(), kafka.topics(), settings);
  }

  @Override
  public void close() {
    try (producer;
        outcomes;
        frames) {
      // closed in the reverse order, each even if another fails
    }
  }
}
