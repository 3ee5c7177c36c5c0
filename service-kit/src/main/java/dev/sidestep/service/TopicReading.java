package dev.sidestep.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a consumer without a group needs to read topics up to where they end now. */
public final class TopicReading {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FRUITLESS_POLLS = 200;

  private TopicReading() {}

  /** The partitions of a topic; none where the topic does not exist yet. */
  public static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /**
   * Hands over every record of the assigned partitions before their present ends. It asks for the
   * ends first, so the consumer wants to be one of {@link KafkaSettings#tail}.
   *
   * @throws TimeoutException when no record comes for 20 s
   */
  public static void toEnd(
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    int fruitless = 0;
    while (!reached(consumer, ends)) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
      batch.forEach(each);
      fruitless = batch.isEmpty() ? fruitless + 1 : 0;
      if (fruitless > FRUITLESS_POLLS) {
        throw new TimeoutException("no records before the ends " + ends + " within 20 s");
      }
    }
  }

  /** Whether a consumer stands at these offsets or beyond. */
  public static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
