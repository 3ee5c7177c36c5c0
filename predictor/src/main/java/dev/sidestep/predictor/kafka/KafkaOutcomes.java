package dev.sidestep.predictor.kafka;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.TopicReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All outcomes, from the beginning: the topic is compacted, and short. Positions are committed only
 * to remember which unreadable records have been buried.
 */
final class KafkaOutcomes {
  /** A plan whose last record lies so far before the newest outcome concerns no warning. */
  private static final Duration KEPT = Duration.ofHours(3);

  private final Consumer<byte[], byte[]> consumer;
  private final DeadLetters deadLetters;
  private final Clock clock;
  private final Map<TopicPartition, OffsetAndMetadata> buried = new LinkedHashMap<>();
  private final Map<String, Outcome> latest = new LinkedHashMap<>();
  private Instant newest = Instant.MIN;

  KafkaOutcomes(
      Consumer<byte[], byte[]> consumer, String topic, DeadLetters deadLetters, Clock clock) {
    this.clock = clock;
    this.consumer = consumer;
    this.deadLetters = deadLetters;
    List<TopicPartition> partitions = TopicReading.partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    consumer
        .committed(new HashSet<>(partitions))
        .forEach(
            (at, position) -> {
              if (position != null) {
                buried.put(at, position);
              }
            });
  }

  /**
   * Reads on to the present end.
   *
   * @param burying whether unreadable records are buried here; of several predictors one does
   * @return the new outcomes
   */
  List<Outcome> drain(boolean burying) {
    List<Outcome> fresh = new ArrayList<>();
    boolean[] found = {false};
    TopicReading.toEnd(
        consumer,
        one -> {
          byte @Nullable [] value = one.value();
          if (value == null) {
            return;
          }
          try {
            fresh.add(OutcomeCodec.decode(value));
          } catch (UnreadableRecordException e) {
            found[0] |= burying && bury(one, e);
          }
        });
    if (found[0]) {
      deadLetters.flush();
      consumer.commitSync(buried);
    }
    fresh.forEach(this::keep);
    return fresh;
  }

  /** The latest outcome of each plan that can still matter. */
  Collection<Outcome> latest() {
    return latest.values();
  }

  private void keep(Outcome outcome) {
    latest.put(outcome.plan().id(), outcome);
    // an outcome dated ahead must not make all others old
    Instant at = outcome.at().isAfter(clock.instant()) ? clock.instant() : outcome.at();
    if (at.isAfter(newest)) {
      newest = at;
      Instant from = newest.minus(KEPT);
      latest.values().removeIf(old -> old.at().isBefore(from));
    }
  }

  private boolean bury(ConsumerRecord<byte[], byte[]> bad, UnreadableRecordException why) {
    TopicPartition at = new TopicPartition(bad.topic(), bad.partition());
    OffsetAndMetadata before = buried.get(at);
    if (before != null && bad.offset() < before.offset()) {
      return false;
    }
    deadLetters.bury(bad, why);
    buried.put(at, new OffsetAndMetadata(bad.offset() + 1));
    return true;
  }
}
