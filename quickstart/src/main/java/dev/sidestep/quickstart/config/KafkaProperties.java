package dev.sidestep.quickstart.config;

import dev.sidestep.contracts.Topics;
import dev.sidestep.service.KafkaSettings;
import java.util.Map;

/**
 * Where the broker is.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param topicPrefix keeps installations apart on one broker
 * @param properties more client settings, for example for TLS and SASL
 */
public record KafkaProperties(
    String bootstrapServers, String topicPrefix, Map<String, String> properties) {
  public KafkaProperties {
    properties =
        properties == null ? Map.of() : Map.copyOf(properties); // an empty map binds to null
  }

  public static KafkaProperties defaults() {
    return new KafkaProperties("127.0.0.1:9092", Topics.DEFAULT.prefix(), Map.of());
  }

  public KafkaSettings settings() {
    return new KafkaSettings(bootstrapServers, new Topics(topicPrefix), properties);
  }
}
