package dev.sidestep.node.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.sidestep.node.text.EncoderUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's native library. Left alone it unpacks itself to a temporary folder that outlives
 * the process; so it is unpacked here, loaded, and deleted as soon as it is loaded.
 */
final class OnnxNatives {
  private static final String PATH = "onnxruntime.native.path";
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private OnnxNatives() {}

  /**
   * Loads it, once a process.
   *
   * @throws EncoderUnavailableException when there is none for this system
   */
  static synchronized OrtEnvironment environment() {
    Path unpacked = System.getProperty(PATH) == null ? unpack() : null;
    try {
      if (unpacked != null) {
        System.setProperty(PATH, unpacked.toString());
      }
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      throw new EncoderUnavailableException(
          "ONNX Runtime has no native library for "
              + platform()
              + " ("
              + e
              + "); it runs on linux-x64, linux-aarch64, osx-aarch64 and win-x64, or with -D"
              + PATH
              + "=DIR",
          e);
    } finally {
      if (unpacked != null) {
        System.clearProperty(PATH);
        delete(unpacked);
      }
    }
  }

  /** Null where there is nothing to unpack, or nowhere: then ONNX Runtime says what is wrong. */
  private static @Nullable Path unpack() {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("sidestep-native-");
      for (String library : LIBRARIES) {
        String file = System.mapLibraryName(library);
        try (InputStream in =
            OrtEnvironment.class.getResourceAsStream("native/" + platform() + "/" + file)) {
          if (in == null) {
            throw new IOException("no " + file + " for " + platform());
          }
          Files.copy(in, folder.resolve(file));
        }
      }
      return folder;
    } catch (IOException e) {
      if (folder != null) {
        delete(folder);
      }
      return null;
    }
  }

  /** As ONNX Runtime's jar names it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    return os + "-" + (processor.matches("amd64|x86_64") ? "x64" : processor);
  }

  private static void delete(Path folder) {
    // the hook deletes the last one first, and the folder must be empty by then
    folder.toFile().deleteOnExit();
    for (String library : LIBRARIES) {
      deleteNowOrLater(folder.resolve(System.mapLibraryName(library)));
    }
    deleteNowOrLater(folder);
  }

  private static void deleteNowOrLater(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit(); // Windows keeps what is loaded
    }
  }
}
