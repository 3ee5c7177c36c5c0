package dev.sidestep.remediator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads all partitions of some topics, each time to the end they have then. It belongs to no group
 * and starts a bounded number of records back.
 */
final class KafkaTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int EMPTY_POLLS = 300;

  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final long recordsBack;

  KafkaTail(Consumer<byte[], byte[]> consumer, List<String> topics, long recordsBack) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.recordsBack = recordsBack;
  }

  /**
   * Hands over what has come since the last time.
   *
   * @throws TimeoutException when the broker does not deliver
   */
  void drain(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    assign();
    if (consumer.assignment().isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    int empty = 0;
    while (ends.entrySet().stream().anyMatch(end -> behind(end.getKey(), end.getValue()))) {
      var batch = consumer.poll(POLL);
      batch.forEach(each);
      empty = batch.isEmpty() ? empty + 1 : 0;
      if (empty > EMPTY_POLLS) {
        throw new TimeoutException("topics " + topics + " could not be read to their end");
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private boolean behind(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  /** Topics may be created later than we start. */
  private void assign() {
    List<TopicPartition> wanted = new ArrayList<>();
    for (String topic : topics) {
      if (consumer.assignment().stream().noneMatch(known -> known.topic().equals(topic))) {
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
          wanted.add(new TopicPartition(topic, info.partition()));
        }
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    all.addAll(wanted);
    consumer.assign(all);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(wanted);
    Map<TopicPartition, Long> ends = consumer.endOffsets(wanted);
    for (TopicPartition partition : wanted) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(begin, end - recordsBack));
    }
  }
}
