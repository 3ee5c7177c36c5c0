package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.prometheus.client.CollectorRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLettersTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CollectorRegistry registry = new CollectorRegistry();
  private final DeadLetterCounter counter = new DeadLetterCounter(registry);
  private final DeadLetters letters =
      new DeadLetters(new TopicWriter(producer), Topics.DEFAULT, counter);

  @Test
  void buriesTheBytesAsTheyCameWithReasonAndOrigin() {
    byte[] bytes = {1, 2, 3};
    letters.bury(
        new ConsumerRecord<>("sidestep.frames", 3, 42, new byte[0], bytes),
        new UnreadableRecordException(Reason.NEWER_VERSION, "version 2"));
    ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
    assertThat(letter.topic()).isEqualTo("sidestep.deadletter");
    assertThat(letter.key()).isEqualTo("sidestep.frames".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(bytes);
    assertThat(header(letter, DeadLetters.REASON)).isEqualTo("newer_version");
    assertThat(header(letter, DeadLetters.MESSAGE)).isEqualTo("version 2");
    assertThat(header(letter, DeadLetters.ORIGIN)).isEqualTo("sidestep.frames/3/42");
    assertThat(count("newer_version")).isEqualTo(1);
  }

  @Test
  void buriesARecordWithoutValue() {
    bury(null, "no payload");
    assertThat(producer.history().get(0).value()).isNull();
  }

  @Test
  void cutsALongMessageShort() {
    bury(new byte[0], "x".repeat(100_000));
    assertThat(header(producer.history().get(0), DeadLetters.MESSAGE)).hasSize(500);
  }

  @ParameterizedTest
  @EnumSource
  void startsEachReasonAtZero(Reason reason) {
    counter.watch("sidestep.frames");
    assertThat(count(DeadLetterCounter.label(reason))).isZero();
  }

  private void bury(byte[] value, String message) {
    letters.bury(
        new ConsumerRecord<>("sidestep.frames", 0, 0, new byte[0], value),
        new UnreadableRecordException(Reason.MALFORMED, message));
  }

  private Double count(String reason) {
    return registry.getSampleValue(
        "sidestep_deadletter_total",
        new String[] {"topic", "reason"},
        new String[] {"sidestep.frames", reason});
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
