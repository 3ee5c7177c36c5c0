package dev.sidestep.node;

import dev.sidestep.node.pod.Completion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The HTTP requests that a live node has let in, each held until the clock of its device says that
 * it is done. Their numbers are negative, so that they never meet a caller's own.
 */
final class LiveRequests implements AutoCloseable {
  private static final long SOONEST_MICROS = 200;

  private final Clock clock;
  private final double speed;
  private final Runnable settle;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Completion>> open = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Requests under a clock.
   *
   * @param speed of the clock against the wall
   * @param settle completes what is due by now
   */
  LiveRequests(Clock clock, double speed, Runnable settle) {
    this.clock = clock;
    this.speed = speed;
    this.settle = settle;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "pod-hold");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  static boolean isHeld(Completion completion) {
    return completion.request() < 0;
  }

  long next() {
    return numbers.decrementAndGet();
  }

  /** Holds a request until its finish, or until it is completed otherwise. */
  CompletionStage<Completion> hold(long request, Instant finish) {
    CompletableFuture<Completion> done = new CompletableFuture<>();
    open.put(request, done);
    if (!finish.equals(Instant.MAX)) {
      wakeAt(request, finish);
    }
    return done;
  }

  /** Lets the held ones among these go. */
  void complete(List<Completion> completions) {
    for (Completion completion : completions) {
      CompletableFuture<Completion> done = open.remove(completion.request());
      if (done != null) {
        done.complete(completion);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the held request is the result
  private void wakeAt(long request, Instant finish) {
    Duration left = Duration.between(clock.instant(), finish);
    long micros = Math.max(SOONEST_MICROS, Math.round(left.toNanos() / speed / 1000));
    try {
      timer.schedule(() -> wake(request, finish), micros, TimeUnit.MICROSECONDS);
    } catch (RejectedExecutionException e) {
      open.remove(request); // the node is closing, and its connections with it
    }
  }

  private void wake(long request, Instant finish) {
    settle.run();
    if (open.containsKey(request)) {
      wakeAt(request, finish);
    }
  }
}
