package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.prometheus.client.CollectorRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

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

  public DeadLetters(TopicWriter writer, Topics topics, CollectorRegistry registry) {
    this.writer = writer;
    this.topics = topics;
    this.counter = new DeadLetterCounter(registry);
  }

  /** Starts the counter of a topic at zero, so that an alert sees the first letter. */
  public void watch(String topic) {
    counter.watch(topic);
  }

  public void bury(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] value,
      UnreadableRecordException why) {
    Headers headers = headers(why, topic, partition, offset);
    writer.send(
        new ProducerRecord<>(
            topics.deadletter(), null, null, topic.getBytes(UTF_8), value, headers));
    counter.count(topic, why.reason());
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
