package dev.sidestep.service;

import dev.sidestep.contracts.Topics;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the broker is and how it is spoken to.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param topics the names of the topics
 * @param properties more client settings, for example for TLS and SASL; they win over ours
 */
public record KafkaSettings(
    String bootstrapServers, Topics topics, Map<String, String> properties) {
  public KafkaSettings {
    if (!bootstrapServers.matches("[^:,\\s]+:\\d+(,[^:,\\s]+:\\d+)*")) {
      throw new IllegalArgumentException(
          "kafka.bootstrap-servers is '" + bootstrapServers + "'; give host:port, comma-separated");
    }
    properties = Map.copyOf(properties);
  }

  public static KafkaSettings of(String bootstrapServers, Topics topics) {
    return new KafkaSettings(bootstrapServers, topics, Map.of());
  }

  /** Settings that producer, consumer and Streams share. */
  public Properties common(String clientId) {
    Properties common = new Properties();
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    common.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    common.put("enable.metrics.push", "false");
    common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000");
    common.putAll(properties);
    return common;
  }

  /**
   * A producer that doubles nothing, and loses nothing that it has taken while the broker is away
   * for up to two minutes. It takes 8 MiB; with that full, or a topic it has not yet written to, a
   * record waits for 10 s and then fails.
   */
  public KafkaProducer<byte[], byte[]> producer(String clientId) {
    return new KafkaProducer<>(
        producing(clientId), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Properties producing(String clientId) {
    Properties settings = common(clientId);
    // with more under way, a new partition may refuse the first batch, whose leader is not yet
    // ready, and take the second: the first is then out of order until it expires
    settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    settings.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(8 << 20));
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    return settings;
  }

  /**
   * A consumer that starts at the beginning where its group has no position, and commits only when
   * told.
   */
  public KafkaConsumer<byte[], byte[]> consumer(String clientId, String groupId) {
    Properties settings = common(clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + groupId);
    return consumer(settings);
  }

  /**
   * A consumer without a group that is asked where topics end. A broker answers the requests of a
   * connection one after the other, so a question waits for the fetch before it; that of this
   * consumer waits 10 ms for records instead of half a second.
   */
  public KafkaConsumer<byte[], byte[]> tail(String clientId) {
    return consumer(tailing(clientId));
  }

  /** The same for one that commits positions as a group of its own. */
  public KafkaConsumer<byte[], byte[]> tail(String clientId, String groupId) {
    Properties settings = tailing(clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + groupId);
    return consumer(settings);
  }

  private Properties tailing(String clientId) {
    Properties settings = common(clientId);
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
    return settings;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties settings) {
    settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
