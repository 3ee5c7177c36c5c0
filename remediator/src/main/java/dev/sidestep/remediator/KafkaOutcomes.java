package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import dev.sidestep.service.TopicWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The outcomes topic: where plans are written down, and read back after a restart. */
final class KafkaOutcomes implements OutcomeLog {
  private final KafkaSettings kafka;
  private final TopicWriter writer;
  private final RemediatorMetrics metrics;

  KafkaOutcomes(KafkaSettings kafka, TopicWriter writer, RemediatorMetrics metrics) {
    this.kafka = kafka;
    this.writer = writer;
    this.metrics = metrics;
  }

  @Override
  public void write(Outcome outcome) {
    writer.send(kafka.topics().outcomes(), outcome.plan().id(), OutcomeCodec.encode(outcome));
    writer.flush();
  }

  /**
   * Tells all outcomes in the order of the topic, each on its own: the topic is compacted and keeps
   * every plan there was, so whoever listens decides how much of it to hold.
   */
  void published(Consumer<Outcome> each) {
    try (TopicTail tail =
        new TopicTail(kafka, "sidestep-remediator-outcomes", List.of(kafka.topics().outcomes()))) {
      tail.pumpToEnd(letter -> read(letter).ifPresent(each));
    }
  }

  private Optional<Outcome> read(ConsumerRecord<byte[], byte[]> letter) {
    if (letter.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OutcomeCodec.decode(letter.value()));
    } catch (UnreadableRecordException e) {
      metrics.unreadable("outcome"); // reading it again at each start must not bury it again
      return Optional.empty();
    }
  }
}
