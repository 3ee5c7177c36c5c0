package dev.sidestep.quickstart.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that goes on in a thread of its own until it is closed, or fails. */
final class Task implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Task.class);
  private static final Duration ENDING = Duration.ofSeconds(3);

  private final String name;
  private final Runnable asking;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;

  private Task(String name, Runnable body, Runnable asking) {
    this.name = name;
    this.asking = asking;
    thread = new Thread(() -> run(body), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Does a thing again and again, with a pause between two times. */
  static Task loop(String name, Duration pause, Runnable pass) {
    CountDownLatch closing = new CountDownLatch(1);
    return new Task(
        name,
        () -> {
          do {
            pass.run();
          } while (!endsWithin(closing, pause));
        },
        closing::countDown);
  }

  /**
   * Runs a thing that knows how to end.
   *
   * @param asking makes {@code body} end; it may wait for that
   */
  static Task running(String name, Runnable body, Runnable asking) {
    return new Task(name, body, asking);
  }

  /** Why it ended by itself; empty while it has not. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  String name() {
    return name;
  }

  /** Ends it and waits for that, though not for ever. May be called again. */
  @Override
  public void close() {
    asking.run();
    try {
      thread.join(ENDING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.debug("{} has not ended within {}", name, ENDING);
    }
  }

  private void run(Runnable body) {
    try {
      body.run();
    } catch (Throwable e) { // whatever it is, somebody has to say that the part is gone
      failure.set(e);
    }
  }

  private static boolean endsWithin(CountDownLatch closing, Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
