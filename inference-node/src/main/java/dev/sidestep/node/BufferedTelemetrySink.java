package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry of a node whose broker may be away: seconds go on, the newest samples wait in a bounded
 * buffer, what does not fit is dropped and counted. What was not delivered is sent again, so a
 * record may come twice; the collector makes nothing of the second.
 */
final class BufferedTelemetrySink implements TelemetrySink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BufferedTelemetrySink.class);

  private static final int BATCH = 256;
  private static final long PAUSE_MILLIS = 100;

  private final TelemetrySink next;
  private final BlockingQueue<List<Sample>> waiting;
  private final Counter lost;
  private final Thread sender;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Taken out of the buffer and not yet known to have arrived, oldest first; the sender's own. */
  private final Deque<List<Sample>> underWay = new ArrayDeque<>();

  private boolean failing;

  /** Hands on to another sink, from a thread of its own. */
  BufferedTelemetrySink(TelemetrySink next, int capacity, CollectorRegistry registry) {
    this.next = next;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.lost =
        Counter.build()
            .name("sidestep_node_telemetry_lost_total")
            .help("Telemetry records that were not delivered, by reason")
            .labelNames("reason")
            .register(registry);
    lost.labels("buffer_full");
    lost.labels("not_delivered");
    this.sender = new Thread(this::sendAll, "node-telemetry");
    sender.setDaemon(true);
    sender.start();
  }

  @Override
  public void send(List<Sample> samples) {
    while (!waiting.offer(samples)) {
      if (waiting.poll() != null) {
        lost.labels("buffer_full").inc();
      }
    }
  }

  /** Gives what waits a second to get out. */
  @Override
  public void close() {
    closing.countDown();
    try {
      sender.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
  }

  private void sendAll() {
    try {
      while (closing.getCount() > 0 || !underWay.isEmpty() || !waiting.isEmpty()) {
        if (underWay.isEmpty()) {
          take();
        }
        if (!deliver() && closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lost.labels("not_delivered").inc(underWay.size() + waiting.size());
    }
  }

  private void take() throws InterruptedException {
    List<Sample> first = waiting.poll(200, TimeUnit.MILLISECONDS);
    if (first != null) {
      underWay.add(first);
      waiting.drainTo(underWay, BATCH - 1);
    }
  }

  /** Sends what is under way; it stays under way unless all of it has arrived. */
  private boolean deliver() {
    if (underWay.isEmpty()) {
      return true;
    }
    // one record asks a broker that was away, since each may have to wait
    List<List<Sample>> batch = underWay.stream().limit(failing ? 1 : BATCH).toList();
    try {
      batch.forEach(next::send);
      next.flush();
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn(
            "telemetry does not reach the broker and waits, serving goes on: {}", e.getMessage());
        failing = true;
      }
      return false;
    }
    batch.forEach(arrived -> underWay.remove());
    if (failing) {
      LOG.info("telemetry reaches the broker again");
      failing = false;
    }
    return true;
  }
}
