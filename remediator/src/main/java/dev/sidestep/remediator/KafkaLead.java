package dev.sidestep.remediator;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this remediator is the one that decides and acts. Kafka gives the partitions of the
 * warnings topic to one member of the group; who owns them all takes the lead, once it has read
 * what was published, and loses it with the first of them. Used by the consumer's thread, but for
 * {@link #split}.
 */
final class KafkaLead implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLead.class);

  private final Consumer<byte[], byte[]> warnings;
  private final String topic;
  private final KafkaOutcomes outcomes;
  private final Remediator remediator;
  private final RemediatorMetrics metrics;
  private final Set<TopicPartition> owned = new HashSet<>();

  private boolean taken;
  private boolean told;
  private volatile boolean split;

  KafkaLead(
      Consumer<byte[], byte[]> warnings,
      String topic,
      KafkaOutcomes outcomes,
      Remediator remediator,
      RemediatorMetrics metrics) {
    this.warnings = warnings;
    this.topic = topic;
    this.outcomes = outcomes;
    this.remediator = remediator;
    this.metrics = metrics;
  }

  boolean taken() {
    return taken;
  }

  /**
   * Whether this one owns some partitions of the warnings topic and another one the rest: then
   * nobody leads. One that owns none cannot know, and takes itself for a stand-by. May be asked by
   * any thread.
   */
  boolean split() {
    return split;
  }

  /** The partitions of the warnings topic that are this one's. */
  Set<TopicPartition> owned() {
    return Set.copyOf(owned);
  }

  void takeIfOwner() {
    if (taken || owned.isEmpty()) {
      return;
    }
    int all = warnings.partitionsFor(topic).size();
    if (all > 1 && !told) {
      told = true;
      LOG.warn("{}", tooMany(topic, all));
    }
    split = owned.size() != all;
    if (!split) {
      outcomes.published(remediator::accept);
      remediator.takeOver();
      lead(true);
    }
  }

  static String tooMany(String topic, int partitions) {
    return "topic %s has %d partitions; two remediators would share them and neither would lead:"
            .formatted(topic, partitions)
        + " make it anew with 1, or run one remediator only";
  }

  /** Goes back to the beginning of a batch that was not dealt with. */
  void rewind(ConsumerRecords<byte[], byte[]> batch) {
    for (TopicPartition partition : batch.partitions()) {
      if (owned.contains(partition)) {
        warnings.seek(partition, batch.records(partition).get(0).offset());
      }
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    owned.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    owned.removeAll(partitions);
    split &= !owned.isEmpty();
    if (taken && !partitions.isEmpty()) {
      remediator.standDown();
      lead(false);
    }
  }

  private void lead(boolean leads) {
    taken = leads;
    metrics.leading(leads);
    LOG.info("this remediator {}", leads ? "decides and acts" : "stands by");
  }
}
