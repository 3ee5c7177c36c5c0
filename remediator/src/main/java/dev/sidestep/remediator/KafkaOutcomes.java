package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import dev.sidestep.service.TopicWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The newest outcome of every plan, the plan that was written to last at the end. */
  List<Outcome> published() {
    Map<String, Outcome> newest = new LinkedHashMap<>();
    try (TopicTail tail =
        new TopicTail(kafka, "sidestep-remediator-outcomes", List.of(kafka.topics().outcomes()))) {
      tail.pumpToEnd(letter -> keep(letter, newest));
    }
    return List.copyOf(newest.values());
  }

  private void keep(ConsumerRecord<byte[], byte[]> letter, Map<String, Outcome> newest) {
    if (letter.value() == null) {
      return;
    }
    try {
      Outcome outcome = OutcomeCodec.decode(letter.value());
      newest.remove(outcome.plan().id());
      newest.put(outcome.plan().id(), outcome);
    } catch (UnreadableRecordException e) {
      metrics.unreadable("outcome"); // reading it again at each start must not bury it again
    }
  }
}
