package dev.sidestep.predictor.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A mock consumer that reads the fake broker's logs, a few records a poll. */
final class LogConsumer extends MockConsumer<byte[], byte[]> {
  private static final int RECORDS = 7;

  private final FakeBroker broker;
  private final String group;
  private boolean joins;

  LogConsumer(FakeBroker broker, String group) {
    super("earliest");
    this.broker = broker;
    this.group = group;
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(topics, listener);
    joins = true;
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    begin(partitions);
  }

  private void begin(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> zero = new HashMap<>();
    partitions.forEach(at -> zero.put(at, 0L));
    updateBeginningOffsets(zero);
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (joins) {
      joins = false;
      List<TopicPartition> all =
          broker.standBy ? List.of() : broker.partitions(broker.topics.frames());
      begin(all);
      rebalance(all);
    }
    for (TopicPartition at : assignment()) {
      List<ConsumerRecord<byte[], byte[]>> log = broker.log(at.topic(), at.partition());
      int from = (int) position(at);
      log.subList(from, Math.min(log.size(), from + RECORDS)).forEach(this::addRecord);
    }
    return super.poll(timeout);
  }

  @Override
  public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    partitions.forEach(at -> ends.put(at, (long) broker.log(at.topic(), at.partition()).size()));
    return ends;
  }

  @Override
  public synchronized List<PartitionInfo> partitionsFor(String topic) {
    return broker.partitions(topic).stream()
        .map(at -> new PartitionInfo(topic, at.partition(), null, new Node[0], new Node[0]))
        .toList();
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> mine = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> all = broker.committed.getOrDefault(group, Map.of());
    partitions.forEach(at -> mine.put(at, all.get(at)));
    return mine;
  }

  @Override
  public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    broker.write("commit " + group);
    broker.committed.computeIfAbsent(group, g -> new HashMap<>()).putAll(offsets);
  }
}
