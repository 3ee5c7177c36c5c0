package dev.sidestep.node.http;

import dev.sidestep.service.HttpLimits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of a node's pods. They share some that write answers, and one a core that runs the
 * model; each pod has {@link #readers} of its own, so that clients who never finish their requests
 * keep nobody else's waiting. All queues are bounded: reading then waits (the client feels it), the
 * model's says no.
 */
public final class HttpWorkers implements AutoCloseable {
  private static final int READERS = 16;
  private static final int WRITERS = 4;
  private static final int READER_QUEUE = 256;
  private static final int MODEL_QUEUE = 4096;

  static {
    HttpLimits.preset();
  }

  private final ThreadPoolExecutor repliers;
  private final ThreadPoolExecutor model;

  public HttpWorkers(int modelWorkers) {
    repliers = pool("pod-reply", WRITERS, READER_QUEUE);
    repliers.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    model = pool("pod-model", modelWorkers, MODEL_QUEUE);
  }

  /** Threads that read the requests of one server; it ends them. Idle ones go away. */
  static ExecutorService readers(String name) {
    ThreadPoolExecutor readers = pool(name, READERS, READER_QUEUE);
    readers.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    return readers;
  }

  Executor repliers() {
    return repliers;
  }

  /**
   * Runs a computation on a model worker.
   *
   * @throws RejectedExecutionException when too many wait
   */
  <T> CompletionStage<T> compute(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, model);
  }

  @Override
  public void close() {
    model.shutdownNow();
    repliers.shutdownNow();
  }

  private static ThreadPoolExecutor pool(String name, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
