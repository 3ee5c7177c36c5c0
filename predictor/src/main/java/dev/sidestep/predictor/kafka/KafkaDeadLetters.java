package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.TopicWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters of one session; the counter outlives it. */
final class KafkaDeadLetters {
  private final TopicWriter writer;
  private final Topics topics;
  private final DeadLetterCounter counter;

  KafkaDeadLetters(TopicWriter writer, Topics topics, DeadLetterCounter counter) {
    this.writer = writer;
    this.topics = topics;
    this.counter = counter;
  }

  void bury(ConsumerRecord<byte[], byte[]> bad, UnreadableRecordException why) {
    writer.send(
        new ProducerRecord<>(
            topics.deadletter(),
            null,
            null,
            bad.topic().getBytes(UTF_8),
            bad.value(),
            DeadLetters.headers(why, bad.topic(), bad.partition(), bad.offset())));
    counter.count(bad.topic(), why.reason());
  }

  void flush() {
    writer.flush();
  }
}
