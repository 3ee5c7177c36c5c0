package dev.sidestep.quickstart.process;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a command: where it prints, and what it has to close. A part is closed after those
 * that were added later, at the end of the command or on a signal, at whatever stage the start is.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private record Part(String name, AutoCloseable closing) {}

  private final PrintWriter out;
  private final boolean verbose;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch closedAll = new CountDownLatch(1);
  private final Object closer = new Object();
  private boolean closed;

  public Session(PrintWriter out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  /** Standard output; answers of the command go here, errors do not. */
  public PrintWriter out() {
    return out;
  }

  public boolean verbose() {
    return verbose;
  }

  /** Closes the part at the end; at once, where the end has come before the part was there. */
  public <T extends AutoCloseable> T closing(String name, T part) {
    Part added = new Part(name, part);
    synchronized (parts) {
      if (!closed) {
        parts.push(added);
        return part;
      }
    }
    close(added);
    throw new EndedException();
  }

  /** Whether someone asked for the end. */
  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Asks for the end; the command's own thread closes. */
  public void end() {
    ending.countDown();
  }

  /** Waits until someone asks for the end or the time is over; says whether someone asked. */
  public boolean awaitEnd(Duration most) {
    try {
      return ending.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits until someone asks for the end. */
  public void awaitEnd() {
    while (!awaitEnd(Duration.ofHours(1))) {
      // for as long as it takes
    }
  }

  /** Closes what is open. Who calls while another thread is at it waits until that is done. */
  @Override
  public void close() {
    end();
    synchronized (closer) {
      Part part = next();
      while (part != null) {
        close(part);
        part = next();
      }
    }
    closedAll.countDown();
  }

  /** Waits until the command has ended by itself, for as long as that may take at most. */
  void awaitClosed(Duration most) throws InterruptedException {
    closedAll.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private @Nullable Part next() {
    synchronized (parts) {
      closed = true;
      return parts.poll();
    }
  }

  private static void close(Part part) {
    try {
      part.closing().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // the others want to be closed too
      LOG.warn("{} did not close cleanly", part.name(), e);
    }
  }

  /** The end came while the command was still starting. */
  public static final class EndedException extends RuntimeException {
    EndedException() {
      super("ended while starting");
    }
  }
}
