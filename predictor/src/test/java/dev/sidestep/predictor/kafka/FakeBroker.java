package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics in lists, with Kafka's own mock clients in front, and a switch that kills the process. */
final class FakeBroker {
  final Topics topics = Topics.DEFAULT;

  /** Which topics were written to and which positions committed, in order. */
  final List<String> journal = new ArrayList<>();

  final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

  /** Whether somebody else has all partitions. */
  boolean standBy;

  private int writesUntilDeath = Integer.MAX_VALUE;

  /** The process is gone; what it has not written is not written. */
  static final class Killed extends RuntimeException {}

  FakeBroker(int framesPartitions) {
    topics.all().forEach(topic -> logs.put(new TopicPartition(topic, 0), new ArrayList<>()));
    for (int i = 1; i < framesPartitions; i++) {
      logs.put(new TopicPartition(topics.frames(), i), new ArrayList<>());
    }
  }

  KafkaClients clients() {
    return new KafkaClients(
        new LogConsumer(this, "predictor"),
        new LogConsumer(this, "predictor-outcomes"),
        () -> new LogConsumer(this, "predictor-past"),
        new LogProducer());
  }

  /** The process dies at its {@code writes}-th next write or commit. */
  void killAt(int writes) {
    writesUntilDeath = writes;
  }

  void revive() {
    writesUntilDeath = Integer.MAX_VALUE;
  }

  void write(String what) {
    if (--writesUntilDeath < 0) {
      throw new Killed();
    }
    journal.add(what);
  }

  List<ConsumerRecord<byte[], byte[]>> log(String topic, int partition) {
    return logs.get(new TopicPartition(topic, partition));
  }

  List<TopicPartition> partitions(String topic) {
    return logs.keySet().stream().filter(at -> at.topic().equals(topic)).toList();
  }

  /** The values of a topic, in order. */
  List<String> values(String topic) {
    return log(topic, 0).stream().map(r -> HexFormat.of().formatHex(r.value())).toList();
  }

  void frames(int partition, boolean announced, List<Frame> frames) {
    for (Frame frame : frames) {
      Headers headers = new RecordHeaders();
      if (announced) {
        headers.add(Topics.TICK_SIZE, String.valueOf(frames.size()).getBytes(UTF_8));
      }
      append(topics.frames(), partition, frame.target().key(), FrameCodec.encode(frame), headers);
    }
  }

  void outcome(Outcome outcome) {
    byte[] value = OutcomeCodec.encode(outcome);
    append(topics.outcomes(), 0, outcome.plan().id(), value, new RecordHeaders());
  }

  void raw(String topic, byte[] value) {
    append(topic, 0, "any", value, new RecordHeaders());
  }

  private void append(String topic, int partition, String key, byte[] value, Headers headers) {
    List<ConsumerRecord<byte[], byte[]>> log = log(topic, partition);
    log.add(
        new ConsumerRecord<>(
            topic,
            partition,
            log.size(),
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            key.getBytes(UTF_8),
            value,
            headers,
            Optional.empty()));
  }

  private final class LogProducer extends MockProducer<byte[], byte[]> {
    LogProducer() {
      super(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> outgoing, Callback callback) {
      write(outgoing.topic());
      String key = new String(outgoing.key(), UTF_8);
      append(outgoing.topic(), 0, key, outgoing.value(), outgoing.headers());
      return super.send(outgoing, callback);
    }
  }
}
