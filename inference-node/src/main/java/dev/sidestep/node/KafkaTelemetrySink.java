package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** Writes one OTLP record a target and second, keyed by the target. */
public final class KafkaTelemetrySink implements TelemetrySink, AutoCloseable {
  /** A node that stops does not wait long for a broker that is away. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private static final Map<String, String> IMPATIENT =
      Map.of("max.block.ms", "1000", "delivery.timeout.ms", "30000", "request.timeout.ms", "10000");

  private final TopicWriter writer;
  private final Topics topics;
  private final Runnable closing;

  private KafkaTelemetrySink(TopicWriter writer, Topics topics, Runnable closing) {
    this.writer = writer;
    this.topics = topics;
    this.closing = closing;
  }

  /** Writes through a writer, which stays the caller's to close. */
  public KafkaTelemetrySink(TopicWriter writer, Topics topics) {
    this(writer, topics, () -> {});
  }

  /**
   * Opens a producer of its own, which gives up after seconds instead of minutes: whoever waits for
   * the broker is the buffer before it.
   */
  static KafkaTelemetrySink open(KafkaSettings settings, String clientId) {
    Map<String, String> properties = new HashMap<>(IMPATIENT);
    properties.putAll(settings.properties());
    Producer<byte[], byte[]> producer =
        new KafkaSettings(settings.bootstrapServers(), settings.topics(), properties)
            .producer(clientId);
    return new KafkaTelemetrySink(
        new TopicWriter(producer), settings.topics(), () -> producer.close(CLOSING));
  }

  @Override
  public void send(List<Sample> samples) {
    writer.send(topics.telemetry(), samples.get(0).target().key(), TelemetryCodec.encode(samples));
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    closing.run();
  }
}
