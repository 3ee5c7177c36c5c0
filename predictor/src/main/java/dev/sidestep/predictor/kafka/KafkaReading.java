package dev.sidestep.predictor.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads assigned partitions up to where they end now. */
final class KafkaReading {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FRUITLESS_POLLS = 100;

  private KafkaReading() {}

  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /**
   * Hands over every record before the present ends.
   *
   * @throws TimeoutException when the records do not come
   */
  static void toEnd(
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    int fruitless = 0;
    while (!reached(consumer, ends)) {
      int[] count = {0};
      consumer
          .poll(POLL)
          .forEach(
              found -> {
                count[0]++;
                sink.accept(found);
              });
      fruitless = count[0] == 0 ? fruitless + 1 : 0;
      if (fruitless > FRUITLESS_POLLS) {
        throw new TimeoutException("no records before the ends " + ends + " within 20 s");
      }
    }
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
