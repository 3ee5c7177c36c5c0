package dev.sidestep.node.text;

import java.util.List;

/** Turns text into vectors. Thread-safe. */
public interface Encoder extends AutoCloseable {
  /** The name clients ask for, for example {@code all-minilm-l6-v2}. */
  String model();

  /** For example {@code int8}. */
  String precision();

  /** The text as the model reads it, cut to its longest input. */
  Tokens tokenize(String text);

  /** One vector of length 1 a text, in order. */
  List<float[]> encode(List<Tokens> texts);

  default float[] encode(String text) {
    return encode(List.of(tokenize(text))).get(0);
  }

  @Override
  void close();
}
