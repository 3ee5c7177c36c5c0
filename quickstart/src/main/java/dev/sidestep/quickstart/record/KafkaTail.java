package dev.sidestep.quickstart.record;

import dev.sidestep.service.KafkaSettings;
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
 * Reads topics from their beginning and along with what comes. It belongs to no group and disturbs
 * nobody. One thread uses it.
 */
public final class KafkaTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int EMPTY_POLLS = 100;

  private final Consumer<byte[], byte[]> consumer;

  /**
   * Begins at the beginning.
   *
   * @param name of the reader, for the broker's log
   * @param topics that exist
   */
  public KafkaTail(KafkaSettings kafka, String name, List<String> topics) {
    consumer = kafka.consumer("sidestep-" + name, name);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Hands over what is there, waiting a while for it; says how many records it was. */
  public int pump(
      Duration maxWait, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    var batch = consumer.poll(maxWait);
    batch.forEach(each);
    return batch.count();
  }

  /**
   * Hands over everything that is there now.
   *
   * @throws TimeoutException when the broker does not deliver
   */
  public void pumpToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    int empty = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      empty = pump(POLL, each) == 0 ? empty + 1 : 0;
      if (empty > EMPTY_POLLS) {
        throw new TimeoutException("topics " + ends.keySet() + " could not be read to their end");
      }
    }
  }

  /** Goes to the last so many records of each topic. */
  public void seekBack(int records) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment());
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) ->
                consumer.seek(
                    partition, Math.max(begins.getOrDefault(partition, 0L), end - records)));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
