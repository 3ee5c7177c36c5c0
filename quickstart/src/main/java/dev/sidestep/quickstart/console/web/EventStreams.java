package dev.sidestep.quickstart.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.ConsoleView;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: the whole view first, then what has changed. A stream holds no queue, only
 * the revision it has sent: a slow client gets fewer and larger events, one that takes nothing is
 * dropped by the socket's write time-out.
 */
final class EventStreams {
  /** So often a stream looks whether the console is closing. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final ConsoleModel model;
  private final ConsoleSettings settings;
  private final ConsoleMetrics metrics;
  private final Semaphore places;
  private final CountDownLatch closing = new CountDownLatch(1);

  EventStreams(ConsoleModel model, ConsoleSettings settings, ConsoleMetrics metrics) {
    this.model = model;
    this.settings = settings;
    this.metrics = metrics;
    this.places = new Semaphore(settings.clients());
  }

  /** Takes a place for one stream; {@link #serve} gives it back. */
  boolean enter() {
    boolean entered = places.tryAcquire();
    if (!entered) {
      metrics.refused();
    }
    return entered;
  }

  /** Writes until the client leaves or the console closes. */
  void serve(OutputStream out) throws IOException, InterruptedException {
    metrics.opened();
    boolean closed = false;
    try {
      write(out);
      closed = true;
    } finally {
      places.release();
      if (closed) {
        metrics.closed();
      } else {
        metrics.left();
      }
    }
  }

  /** Lets every stream say farewell; one that cannot within a second is cut off by the server. */
  void close() {
    closing.countDown();
    try {
      if (places.tryAcquire(settings.clients(), FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        places.release(settings.clients());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    ConsoleView view = model.view();
    send(out, "snapshot", JacksonConsoleJson.write(view));
    long seen = view.revision();
    while (!closing.await(settings.pace().toMillis(), TimeUnit.MILLISECONDS)) {
      if (changedAfter(seen)) {
        view = model.changesAfter(seen);
        seen = view.revision();
        send(out, "delta", JacksonConsoleJson.write(view));
      } else {
        send(out, "beat", "{}".getBytes(UTF_8));
      }
    }
    send(out, "bye", "{}".getBytes(UTF_8));
  }

  /** Waits for a change, at most until the next heartbeat is due. */
  private boolean changedAfter(long seen) throws InterruptedException {
    long looks = Math.max(1, settings.heartbeat().toMillis() / LOOK.toMillis());
    boolean changed = false;
    for (long i = 0; i < looks && !changed && closing.getCount() > 0; i++) {
      changed = model.awaitChangeAfter(seen, LOOK);
    }
    return changed;
  }

  private static void send(OutputStream out, String event, byte[] json) throws IOException {
    out.write(("event: " + event + "\ndata: ").getBytes(UTF_8));
    out.write(json); // one line: JSON has no raw line breaks
    out.write('\n');
    out.write('\n');
    out.flush();
  }
}
