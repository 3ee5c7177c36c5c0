package dev.sidestep.quickstart.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.quickstart.report.RunResult.Raised;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What went over the topics of a run, read from their beginnings. */
final class KafkaStory implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;

  KafkaStory(KafkaSettings kafka) {
    this.topics = kafka.topics();
    this.consumer = kafka.tail("sidestep-story");
  }

  /** Reads frames until the tick is complete. */
  void awaitTick(Instant tick) {
    from(topics.frames());
    int[] seen = new int[1];
    Patience.until(
        "the collector's tick " + tick,
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Optional<Frame> frame = readable(record, FrameCodec::decode);
            if (frame.isPresent() && frame.get().tick().equals(tick)) {
              seen[0]++;
              if (seen[0] == tickSize(record)) {
                return true;
              }
            }
          }
          return false;
        });
  }

  List<Frame> frames() {
    return read(topics.frames(), FrameCodec::decode);
  }

  /** First and last issue of each warning, in the order of their raising. */
  List<Raised> warnings() {
    Map<String, Raised> raised = new LinkedHashMap<>();
    for (Warning issue : read(topics.warnings(), WarningCodec::decode)) {
      raised.merge(
          issue.id(),
          new Raised(issue, issue),
          (before, now) -> new Raised(before.first(), now.last()));
    }
    return List.copyOf(raised.values());
  }

  /** The last record of each plan, in the order of the plans. */
  List<Outcome> outcomes() {
    Map<String, Outcome> last = new LinkedHashMap<>();
    for (Outcome outcome : read(topics.outcomes(), OutcomeCodec::decode)) {
      last.put(outcome.plan().id(), outcome);
    }
    return List.copyOf(last.values());
  }

  @Override
  public void close() {
    consumer.close();
  }

  private <T> List<T> read(String topic, Function<byte[], T> decode) {
    return read(topic).stream().flatMap(record -> readable(record, decode).stream()).toList();
  }

  /** What nobody can read is in the dead-letter topic and no part of the story. */
  private static <T> Optional<T> readable(
      ConsumerRecord<byte[], byte[]> record, Function<byte[], T> decode) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode.apply(record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    from(topic);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicReading.toEnd(consumer, records::add);
    return records;
  }

  private void from(String topic) {
    List<TopicPartition> partitions = TopicReading.partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static int tickSize(ConsumerRecord<byte[], byte[]> frame) {
    return Integer.parseInt(
        new String(frame.headers().lastHeader(Topics.TICK_SIZE).value(), UTF_8));
  }
}
