package dev.sidestep.quickstart.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.replay.recording.Manifest;
import dev.sidestep.replay.recording.Recorded;
import dev.sidestep.replay.recording.RecordingWriter;
import dev.sidestep.replay.recording.Stream;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Keeps what goes over the topics as a recording, from their beginning. One thread uses it; {@link
 * #pumpToEnd} before {@link #close} makes the recording whole.
 */
public final class KafkaRecorder implements AutoCloseable {
  private final RecordingWriter writer;
  private final TopicTail tail;
  private final Map<String, Stream> streams = new HashMap<>();

  /**
   * Begins a recording.
   *
   * @param folder holds no recording yet
   * @throws Failure when the folder cannot take one
   */
  public KafkaRecorder(KafkaSettings kafka, Path folder, Manifest manifest) {
    Topics topics = kafka.topics();
    for (Stream stream : Stream.values()) {
      streams.put(stream.topic(topics), stream);
    }
    try {
      writer = new RecordingWriter(folder, manifest);
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "recording cannot be written (" + e.getMessage() + "); give --record another folder", e);
    }
    tail = new TopicTail(kafka, "sidestep-recorder", topics.all());
  }

  /** Keeps what has come, waiting a while for it. */
  public void pump(Duration maxWait) {
    tail.pump(maxWait, this::keep);
  }

  /** Keeps everything that is there now. */
  public void pumpToEnd() {
    tail.pumpToEnd(this::keep);
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written", e);
    }
  }

  @Override
  public void close() {
    tail.close();
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written", e);
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> letter) {
    Stream stream = streams.get(letter.topic());
    if (stream == null || letter.value() == null) {
      return;
    }
    String key = letter.key() == null ? "" : new String(letter.key(), UTF_8);
    try {
      writer.append(stream, new Recorded(key, tickSize(letter), letter.value()));
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written", e);
    }
  }

  private static int tickSize(ConsumerRecord<byte[], byte[]> letter) {
    Header header = letter.headers().lastHeader(Topics.TICK_SIZE);
    if (header == null) {
      return 0;
    }
    try {
      return Integer.parseInt(new String(header.value(), UTF_8));
    } catch (NumberFormatException e) {
      return 0; // garbage that nobody else could read either
    }
  }
}
