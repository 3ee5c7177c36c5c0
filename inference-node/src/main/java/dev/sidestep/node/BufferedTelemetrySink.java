package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry of a node whose broker may be away: seconds go on, the newest samples wait in a bounded
 * buffer, what does not fit is dropped and counted.
 */
final class BufferedTelemetrySink implements TelemetrySink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BufferedTelemetrySink.class);

  private final TelemetrySink next;
  private final BlockingQueue<List<Sample>> waiting;
  private final Counter lost;
  private final Thread sender;
  private volatile boolean closing;
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
    closing = true;
    try {
      sender.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
  }

  private void sendAll() {
    try {
      while (!closing || !waiting.isEmpty()) {
        List<Sample> samples = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (samples != null) {
          sendOne(samples);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendOne(List<Sample> samples) {
    try {
      next.send(samples);
      if (waiting.isEmpty()) {
        next.flush();
      }
      if (failing) {
        LOG.info("telemetry reaches the broker again");
        failing = false;
      }
    } catch (RuntimeException e) {
      lost.labels("not_delivered").inc();
      if (!failing) {
        LOG.warn("telemetry does not reach the broker, serving goes on: {}", e.getMessage());
        failing = true;
      }
    }
  }
}
