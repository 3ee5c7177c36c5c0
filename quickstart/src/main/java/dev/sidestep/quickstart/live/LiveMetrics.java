package dev.sidestep.quickstart.live;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.List;

/** A registry for each part of the demo, and one that shows them all. */
final class LiveMetrics {
  private final CollectorRegistry node = new CollectorRegistry();
  private final CollectorRegistry collector = new CollectorRegistry();
  private final CollectorRegistry predictor = new CollectorRegistry();
  private final CollectorRegistry remediator = new CollectorRegistry();
  private final CollectorRegistry router = new CollectorRegistry();
  private final CollectorRegistry process = new CollectorRegistry();
  private final CollectorRegistry joined =
      JoinedMetrics.of(List.of(node, collector, predictor, remediator, router, process));

  LiveMetrics() {
    DefaultExports.register(process);
  }

  CollectorRegistry node() {
    return node;
  }

  CollectorRegistry collector() {
    return collector;
  }

  CollectorRegistry predictor() {
    return predictor;
  }

  CollectorRegistry remediator() {
    return remediator;
  }

  CollectorRegistry router() {
    return router;
  }

  /** What the page's {@code /metrics} shows. */
  CollectorRegistry joined() {
    return joined;
  }
}
