package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes records with text keys and says when one did not arrive. Thread-safe. */
public final class TopicWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public TopicWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  /** Hands the record over; {@link #flush} says whether it arrived. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure for flush
  public void send(ProducerRecord<byte[], byte[]> outgoing) {
    producer.send(
        outgoing,
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /**
   * Waits until all records handed over so far have arrived.
   *
   * @throws KafkaException when one of them has not
   */
  public void flush() {
    producer.flush();
    Exception lost = failure.getAndSet(null);
    if (lost != null) {
      throw new KafkaException("a record could not be written: " + lost.getMessage(), lost);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
