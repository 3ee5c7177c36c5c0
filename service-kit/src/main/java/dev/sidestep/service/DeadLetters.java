package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  private final Counter counter;

  public DeadLetters(TopicWriter writer, Topics topics, CollectorRegistry registry) {
    this.writer = writer;
    this.topics = topics;
    this.counter =
        Counter.build()
            .name("sidestep_deadletter_total")
            .help("Records that could not be read and went to the dead-letter topic")
            .labelNames("topic", "reason")
            .register(registry);
  }

  /** Starts the counter of a topic at zero, so that an alert sees the first letter. */
  public void watch(String topic) {
    for (Reason reason : Reason.values()) {
      counter.labels(topic, label(reason));
    }
  }

  public void bury(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] value,
      UnreadableRecordException why) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topics.deadletter(), topic.getBytes(UTF_8), value);
    String message = String.valueOf(why.getMessage());
    letter
        .headers()
        .add(REASON, label(why.reason()).getBytes(UTF_8))
        .add(
            MESSAGE,
            message.substring(0, Math.min(MESSAGE_LIMIT, message.length())).getBytes(UTF_8))
        .add(ORIGIN, (topic + "/" + partition + "/" + offset).getBytes(UTF_8));
    writer.send(letter);
    counter.labels(topic, label(why.reason())).inc();
  }

  private static String label(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
