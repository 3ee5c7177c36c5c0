package dev.sidestep.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Where a record goes. Frames go to the partition that their telemetry came from: only then are the
 * frames of a tick on a partition counted by one task, and the tick-size header is true.
 */
record KafkaRoute(String key, int partition) {
  static final Serializer<KafkaRoute> KEY = (topic, route) -> route.key().getBytes(UTF_8);

  static final StreamPartitioner<KafkaRoute, byte[]> SAME_PARTITION =
      (topic, route, value, partitions) ->
          Optional.of(Set.of(Math.floorMod(route.partition(), partitions)));
}
