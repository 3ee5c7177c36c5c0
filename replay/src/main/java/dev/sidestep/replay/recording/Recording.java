package dev.sidestep.replay.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A recording that is read. A record that was cut off at the end of a file, as a kill leaves it, is
 * left out.
 */
public final class Recording {
  private static final int LONGEST = 16 << 20;

  private final Path folder;
  private final Manifest manifest;

  private Recording(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Whether a folder holds a recording. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(RecordingWriter.MANIFEST));
  }

  /**
   * Opens a recording.
   *
   * @throws IOException when the folder holds none, or one of a newer format
   */
  public static Recording open(Path folder) throws IOException {
    if (!isIn(folder)) {
      throw new IOException(
          folder + " holds no " + RecordingWriter.MANIFEST + "; make one with demo --record DIR");
    }
    String json = Files.readString(folder.resolve(RecordingWriter.MANIFEST), UTF_8);
    try {
      return new Recording(folder, ManifestJson.read(json));
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(folder.resolve(RecordingWriter.MANIFEST) + ": " + why, e);
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * The records of a topic, in its order.
   *
   * @throws IOException when the file is missing or garbled
   */
  public List<Recorded> read(Stream stream) throws IOException {
    Path file = folder.resolve(stream.fileName());
    List<Recorded> records = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        String key = new String(bytes(in, file), UTF_8);
        int tickSize = in.readInt();
        records.add(new Recorded(key, tickSize, bytes(in, file)));
      }
    } catch (EOFException endOfFile) {
      return records;
    }
  }

  /**
   * The values of a topic, in its order. What could not be read when it was recorded, and so went
   * to the dead-letter topic, is left out again.
   *
   * @throws IOException when the file is missing or garbled
   */
  public <T> List<T> read(Stream stream, Function<byte[], T> decode) throws IOException {
    List<T> values = new ArrayList<>();
    for (Recorded each : read(stream)) {
      decoded(each, decode).ifPresent(values::add);
    }
    return values;
  }

  private static <T> Optional<T> decoded(Recorded recorded, Function<byte[], T> decode) {
    try {
      return Optional.of(decode.apply(recorded.value()));
    } catch (UnreadableRecordException dead) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(DataInputStream in, Path file) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException(file + " is garbled: a field of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
