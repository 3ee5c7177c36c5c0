package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends what cannot be read to the dead-letter topic, as it came, with the reason in the headers,
 * and counts it.
 */
public final class DeadLetters {
  /** Header: one of {@link Reason}, lower case. */
  public static final String REASON = "sidestep.reason";

  /** Header: the sentence for a person. */
  public static final String MESSAGE = "sidestep.message";

  /** Header: {@code topic/partition/offset} of the record. */
  public static final String ORIGIN = "sidestep.origin";

  private static final int MESSAGE_LIMIT = 500;

  private final TopicWriter writer;
  private final Topics topics;
  private final DeadLetterCounter counter;

  /**
   * Letters of a connection.
   *
   * @param counter outlives the connection
   */
  public DeadLetters(TopicWriter writer, Topics topics, DeadLetterCounter counter) {
    this.writer = writer;
    this.topics = topics;
    this.counter = counter;
  }

  public void bury(ConsumerRecord<byte[], byte[]> bad, UnreadableRecordException why) {
    Headers headers = headers(why, bad.topic(), bad.partition(), bad.offset());
    writer.send(
        new ProducerRecord<>(
            topics.deadletter(), null, null, bad.topic().getBytes(UTF_8), bad.value(), headers));
    counter.count(bad.topic(), why.reason());
  }

  /**
   * Waits until all letters handed over so far have arrived.
   *
   * @throws org.apache.kafka.common.KafkaException when one of them has not
   */
  public void flush() {
    writer.flush();
  }

  /** The headers of a letter, for those who send it by other means than this class. */
  public static Headers headers(
      UnreadableRecordException why, String topic, int partition, long offset) {
    String message = String.valueOf(why.getMessage());
    return new RecordHeaders()
        .add(REASON, DeadLetterCounter.label(why.reason()).getBytes(UTF_8))
        .add(
            MESSAGE,
            message.substring(0, Math.min(MESSAGE_LIMIT, message.length())).getBytes(UTF_8))
        .add(ORIGIN, (topic + "/" + partition + "/" + offset).getBytes(UTF_8));
  }
}
