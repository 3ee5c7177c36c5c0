package dev.sidestep.quickstart.console.web;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What the console says of itself. */
final class ConsoleMetrics {
  private final Gauge clients;
  private final Counter ended;

  ConsoleMetrics(CollectorRegistry registry) {
    clients =
        Gauge.build()
            .name("sidestep_console_clients")
            .help("Event streams that are open")
            .register(registry);
    ended =
        Counter.build()
            .name("sidestep_console_clients_ended_total")
            .help("Event streams that ended or were not opened, by reason")
            .labelNames("reason")
            .register(registry);
    for (String reason : new String[] {"left", "refused", "closed"}) {
      ended.labels(reason);
    }
  }

  void opened() {
    clients.inc();
  }

  /** The client went away or took no byte for too long. */
  void left() {
    clients.dec();
    ended.labels("left").inc();
  }

  /** The console ended the stream because it stops. */
  void closed() {
    clients.dec();
    ended.labels("closed").inc();
  }

  void refused() {
    ended.labels("refused").inc();
  }
}
