package dev.sidestep.node;

import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One token a word, and a vector that tells the number of tokens; remembers how often it ran. */
public final class FakeEncoder implements Encoder {
  public final AtomicInteger runs = new AtomicInteger();

  @Override
  public String model() {
    return "fake-encoder";
  }

  @Override
  public String precision() {
    return "int8";
  }

  @Override
  public Tokens tokenize(String text) {
    return new Tokens(new long[text.split(" ", -1).length], false);
  }

  @Override
  public List<float[]> encode(List<Tokens> texts) {
    runs.incrementAndGet();
    List<float[]> vectors = new ArrayList<>();
    for (Tokens text : texts) {
      vectors.add(new float[] {1, text.count()});
    }
    return vectors;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
