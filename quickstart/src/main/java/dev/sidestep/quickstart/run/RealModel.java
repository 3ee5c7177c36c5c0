package dev.sidestep.quickstart.run;

import dev.sidestep.node.text.Encoder;
import dev.sidestep.quickstart.traffic.Request;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request in so many with the real model, beside the conductor: the answer takes real
 * time and no virtual one, which the twin has already accounted for.
 */
final class RealModel {
  /** One request in this many: at least one in twenty of all, though some never get an answer. */
  static final int ONE_IN = 16;

  /** Answers that may wait to be computed; then the conductor waits. */
  private static final int BACKLOG = 64;

  private final Encoder encoder;
  private final ExecutorService worker;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Distinct distinct = new Distinct();
  private int answered;

  private record Waiting(String text, Future<float[]> vector) {}

  RealModel(Encoder encoder, ExecutorService worker) {
    this.encoder = encoder;
    this.worker = worker;
  }

  /** A request has been served; whether the model sees it depends on its number alone. */
  void answer(Request request) {
    if (request.number() % ONE_IN != 0) {
      return;
    }
    while (waiting.size() >= BACKLOG) {
      take(waiting.remove());
    }
    String text = request.text();
    waiting.add(new Waiting(text, worker.submit(() -> encoder.encode(text))));
  }

  /** Answers that came back and were sound; those still on their way come with {@link #finish}. */
  int answered() {
    return answered;
  }

  /**
   * Returns when all answers are there.
   *
   * @throws IllegalStateException when they are not those of a model that reads its input
   */
  void finish() {
    while (!waiting.isEmpty()) {
      take(waiting.remove());
    }
    distinct.check();
  }

  /** In the order of the requests, so that a count on the way is the same in every run. */
  private void take(Waiting answer) {
    float[] vector = await(answer.vector());
    double length = 0;
    for (float part : vector) {
      length += part * part;
    }
    if (!(Math.abs(length - 1) <= 1e-3)) { // so that NaN is none either
      throw new IllegalStateException("the model answered with a vector of length " + length);
    }
    distinct.see(answer.text(), vector);
    answered++;
  }

  /** Whether other texts got other vectors, of as many parts. */
  private static final class Distinct {
    private @Nullable String firstText;
    private float[] firstVector = {};
    private int otherTexts;
    private boolean otherVector;

    void see(String text, float[] vector) {
      if (firstText == null) {
        firstText = text;
        firstVector = vector;
      }
      if (vector.length != firstVector.length) {
        throw new IllegalStateException(
            "the model answered with a vector of %d parts after one of %d"
                .formatted(vector.length, firstVector.length));
      }
      if (!text.equals(firstText)) {
        otherTexts++;
        otherVector |= !Arrays.equals(vector, firstVector);
      }
    }

    void check() {
      if (otherTexts > 0 && !otherVector) {
        throw new IllegalStateException(
            "the model answered %d other texts with the vector of the first".formatted(otherTexts));
      }
    }
  }

  private static float[] await(Future<float[]> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the model answers", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the model failed: " + e.getCause(), e.getCause());
    }
  }
}
