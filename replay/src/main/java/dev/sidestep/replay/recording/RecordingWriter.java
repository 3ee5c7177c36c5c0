package dev.sidestep.replay.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes a recording: a folder with {@code recording.json} and one file a topic, in the order of
 * the topic. A record is key length and key, tick size, value length and value, big-endian.
 */
public final class RecordingWriter implements Closeable {
  static final String MANIFEST = "recording.json";

  private final Map<Stream, DataOutputStream> files = new EnumMap<>(Stream.class);

  /**
   * Begins a recording in a folder that does not hold one yet.
   *
   * @throws IOException when the folder cannot be made or holds a recording
   */
  public RecordingWriter(Path folder, Manifest manifest) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve(MANIFEST))) {
      throw new IOException(folder + " holds a recording already; name another folder");
    }
    for (Stream stream : Stream.values()) {
      files.put(
          stream,
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(folder.resolve(stream.fileName())))));
    }
    Files.writeString(folder.resolve(MANIFEST), ManifestJson.write(manifest), UTF_8);
  }

  public void append(Stream stream, Recorded recorded) throws IOException {
    DataOutputStream out = files.get(stream);
    if (out == null) {
      throw new IllegalStateException("recording of " + stream + " is closed");
    }
    byte[] key = recorded.key().getBytes(UTF_8);
    out.writeInt(key.length);
    out.write(key);
    out.writeInt(recorded.tickSize());
    out.writeInt(recorded.value().length);
    out.write(recorded.value());
  }

  /** Hands what was appended so far to the operating system. */
  public void flush() throws IOException {
    for (DataOutputStream out : files.values()) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    for (DataOutputStream out : files.values()) {
      out.close();
    }
    files.clear();
  }
}
