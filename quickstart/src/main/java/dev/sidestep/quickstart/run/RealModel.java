package dev.sidestep.quickstart.run;

import dev.sidestep.node.text.Encoder;
import dev.sidestep.quickstart.traffic.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

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
  private final Deque<Future<float[]>> waiting = new ArrayDeque<>();
  private int answered;

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
      await(waiting.remove());
    }
    waiting.add(worker.submit(() -> encoder.encode(request.text())));
    answered++;
  }

  int answered() {
    return answered;
  }

  /** Returns when all answers are there. */
  void finish() {
    while (!waiting.isEmpty()) {
      await(waiting.remove());
    }
  }

  private static void await(Future<float[]> answer) {
    try {
      double length = 0;
      for (float part : answer.get()) {
        length += part * part;
      }
      if (Math.abs(length - 1) > 1e-3) {
        throw new IllegalStateException("the model answered with a vector of length " + length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the model answers", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the model failed: " + e.getCause(), e.getCause());
    }
  }
}
