package dev.sidestep.quickstart.doctor;

import dev.sidestep.node.onnx.OnnxEncoder;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.EncoderUnavailableException;

/** Checks of the native libraries, by loading them and having them compute. */
final class NativeChecks {
  private NativeChecks() {}

  /** The model of the demo, loaded and run once. */
  static Finding onnx() {
    try (Encoder encoder = OnnxEncoder.load()) {
      int dimensions = encoder.encode("is anybody there?").length;
      return Finding.good(
          "onnx runtime",
          encoder.model() + " (" + encoder.precision() + ") gives " + dimensions + " numbers");
    } catch (EncoderUnavailableException | LinkageError e) {
      return Finding.bad(
          "onnx runtime",
          "the model does not run: " + e.getMessage(),
          "use 64-bit Linux, macOS on ARM, or Windows; see java.io.tmpdir has room");
    }
  }

  /** By name, because a doctor must start where the library is missing. */
  static Finding nd4j() {
    try {
      Class.forName("org.nd4j.linalg.factory.Nd4j");
      return Finding.good("nd4j", "its native library loads");
    } catch (ClassNotFoundException | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return Finding.lacking(
          "nd4j",
          "its native library does not load: " + root.getMessage(),
          "train needs it: make ~/.javacpp writable, or set"
              + " SIDESTEP_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR; the demo does not");
    }
  }
}
