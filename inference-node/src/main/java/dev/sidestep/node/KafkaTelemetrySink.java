package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.TopicWriter;
import java.util.List;

/** Writes one OTLP record a target and second, keyed by the target. */
public final class KafkaTelemetrySink implements TelemetrySink {
  private final TopicWriter writer;
  private final Topics topics;

  /** Writes through a writer, which stays the caller's to close. */
  public KafkaTelemetrySink(TopicWriter writer, Topics topics) {
    this.writer = writer;
    this.topics = topics;
  }

  @Override
  public void send(List<Sample> samples) {
    writer.send(topics.telemetry(), samples.get(0).target().key(), TelemetryCodec.encode(samples));
  }

  @Override
  public void flush() {
    writer.flush();
  }
}
