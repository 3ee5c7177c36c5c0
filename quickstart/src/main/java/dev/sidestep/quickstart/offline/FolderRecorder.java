package dev.sidestep.quickstart.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.run.Recorder;
import dev.sidestep.replay.recording.Manifest;
import dev.sidestep.replay.recording.Recorded;
import dev.sidestep.replay.recording.RecordingWriter;
import dev.sidestep.replay.recording.Stream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Keeps a run as a recording that {@code sidestep replay} reads. */
public final class FolderRecorder implements Recorder, Closeable {
  private final RecordingWriter writer;

  public FolderRecorder(Path folder, Manifest manifest) throws IOException {
    writer = new RecordingWriter(folder, manifest);
  }

  @Override
  public void keep(String topic, String key, byte[] value, Map<String, byte[]> headers) {
    byte[] tickSize = headers.get(Topics.TICK_SIZE);
    int size = tickSize == null ? 0 : Integer.parseInt(new String(tickSize, UTF_8));
    try {
      writer.append(Stream.valueOf(topic.toUpperCase(Locale.ROOT)), new Recorded(key, size, value));
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
