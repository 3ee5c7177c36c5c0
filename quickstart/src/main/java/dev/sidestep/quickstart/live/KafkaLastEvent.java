package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.MetricPoint;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far the telemetry in a broker has come, in the time of its payloads. */
final class KafkaLastEvent {
  /** Of some seconds of all targets; they come in order. */
  private static final int RECORDS = 100;

  private Instant last = Instant.MIN;

  private KafkaLastEvent() {}

  /** The last event; empty where there is none. */
  static Optional<Instant> of(KafkaSettings kafka) {
    KafkaLastEvent event = new KafkaLastEvent();
    try (TopicTail tail =
        new TopicTail(kafka, "sidestep-last-event", List.of(kafka.topics().telemetry()))) {
      tail.seekBack(RECORDS);
      tail.pumpToEnd(event::look);
    }
    return event.last.equals(Instant.MIN) ? Optional.empty() : Optional.of(event.last);
  }

  private void look(ConsumerRecord<byte[], byte[]> letter) {
    if (letter.value() == null) {
      return;
    }
    try {
      for (MetricPoint point : TelemetryCodec.decode(letter.value())) {
        last = point.at().isAfter(last) ? point.at() : last;
      }
    } catch (UnreadableRecordException e) {
      // no event of anybody
    }
  }
}
