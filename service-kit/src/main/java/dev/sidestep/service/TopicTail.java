package dev.sidestep.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads all partitions of some topics along with what comes. It belongs to no group and disturbs
 * nobody. Topics may be created later than it; partitions that a topic gets later, after it was
 * found, are not read: restart the reader. One thread uses it.
 */
public final class TopicTail implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final long recordsBack;

  /**
   * Begins at the beginning.
   *
   * @param name of the reader, for the broker's log
   */
  public TopicTail(KafkaSettings kafka, String name, List<String> topics) {
    this(kafka, name, topics, Long.MAX_VALUE);
  }

  /**
   * Begins some records back.
   *
   * @param recordsBack at most so many records of each partition come before the present end
   */
  public TopicTail(KafkaSettings kafka, String name, List<String> topics, long recordsBack) {
    this.consumer = kafka.tail(name);
    this.topics = List.copyOf(topics);
    this.recordsBack = recordsBack;
  }

  /** Hands over what is there, waiting a while for it; says how many records it was. */
  public int pump(
      Duration maxWait, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (!assigned()) {
      return 0;
    }
    ConsumerRecords<byte[], byte[]> batch = consumer.poll(maxWait);
    batch.forEach(each);
    return batch.count();
  }

  /**
   * Hands over everything that is there now.
   *
   * @throws TimeoutException when the broker does not deliver
   */
  public void pumpToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (assigned()) {
      TopicReading.toEnd(consumer, each);
    }
  }

  /** Where partitions end now, be they read here or elsewhere. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  /** Goes to the last so many records of each partition. */
  public void seekBack(long records) {
    if (assigned()) {
      seekBack(consumer.assignment(), records);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void seekBack(Collection<TopicPartition> partitions, long records) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    begins.forEach(
        (partition, begin) ->
            consumer.seek(
                partition, Math.max(begin, ends.getOrDefault(partition, begin) - records)));
  }

  private boolean assigned() {
    List<TopicPartition> fresh = new ArrayList<>();
    for (String topic : topics) {
      if (consumer.assignment().stream().noneMatch(known -> known.topic().equals(topic))) {
        fresh.addAll(TopicReading.partitions(consumer, topic));
      }
    }
    if (!fresh.isEmpty()) {
      List<TopicPartition> all = new ArrayList<>(consumer.assignment());
      all.addAll(fresh);
      consumer.assign(all);
      seekBack(fresh, recordsBack);
    }
    return !consumer.assignment().isEmpty();
  }
}
