package dev.sidestep.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a loop that one thread runs and any thread ends. What the loop uses is for one thread
 * only, so the thread that runs it gives it back; where none did, the one that closes.
 */
public final class ServiceLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceLoop.class);

  /** Less than what a supervisor waits before it kills, so that the rest is closed in time, too. */
  public static final Duration LEAVE = Duration.ofSeconds(4);

  private enum State {
    IDLE,
    LOOPING,
    CLOSED
  }

  private final String name;
  private final Runnable release;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * A loop that does not turn yet.
   *
   * @param name for the log, for example {@code the predictor}
   * @param release gives back what the loop uses
   */
  public ServiceLoop(String name, Runnable release) {
    this.name = name;
    this.release = release;
  }

  /** Turns until somebody closes the loop, or a turn throws. */
  public void run(Runnable turn) {
    if (!state.compareAndSet(State.IDLE, State.LOOPING)) {
      LOG.debug("{} was closed before it began, or begun twice", name);
      return;
    }
    try {
      while (asked.getCount() > 0) {
        turn.run();
      }
    } finally {
      release.run();
      ended.countDown();
    }
  }

  /** For the running thread: waits so long, or until it is asked to end. */
  public void pause(Duration time) {
    try {
      if (asked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} was closed while it waited", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      asked.countDown();
    }
  }

  /**
   * Ends the loop, and waits {@link #LEAVE} for that. May be called again.
   *
   * @param wake lets a turn that waits for the broker go on
   */
  public void close(Runnable wake) {
    asked.countDown();
    State was = state.getAndUpdate(now -> now == State.IDLE ? State.CLOSED : now);
    if (was == State.IDLE) {
      release.run();
    } else if (was == State.LOOPING && ended.getCount() > 0) {
      wake.run();
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      if (!ended.await(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} has not ended within {} s", name, LEAVE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
