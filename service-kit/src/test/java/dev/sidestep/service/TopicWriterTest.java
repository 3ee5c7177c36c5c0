package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicWriterTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final TopicWriter writer = new TopicWriter(producer);

  @Test
  void writesTheKeyAsText() {
    writer.send("frames", "device/lab/gpu-ü", new byte[] {7});
    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("frames");
              assertThat(new String(record.key(), UTF_8)).isEqualTo("device/lab/gpu-ü");
              assertThat(record.value()).containsExactly(7);
            });
  }

  @Test
  void flushesWhatArrivedWithoutComplaint() {
    writer.send("frames", "k", new byte[0]);
    writer.flush();
    assertThat(producer.flushed()).isTrue();
  }

  @Test
  void saysAtTheFlushThatARecordDidNotArrive() {
    writer.send("frames", "k", new byte[0]);
    producer.errorNext(new TimeoutException("broker away"));
    assertThatExceptionOfType(KafkaException.class)
        .isThrownBy(writer::flush)
        .withMessageContaining("broker away")
        .withCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void saysItOnce() {
    writer.send("frames", "k", new byte[0]);
    producer.errorNext(new TimeoutException("broker away"));
    assertThatExceptionOfType(KafkaException.class).isThrownBy(writer::flush);
    writer.flush();
  }

  @Test
  void closesItsProducer() {
    writer.close();
    assertThat(producer.closed()).isTrue();
  }
}
