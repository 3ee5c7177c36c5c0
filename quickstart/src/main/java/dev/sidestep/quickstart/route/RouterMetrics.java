package dev.sidestep.quickstart.route;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.Locale;

/** What the router counts. */
public final class RouterMetrics {
  /** How a request ended, from the sender's point of view. */
  enum RequestEnd {
    /** A pod answered, whatever it said. */
    ANSWERED,
    /** No pod was there, or all that were tried failed. */
    FAILED,
    /** The router itself had too many. */
    REJECTED
  }

  /** Why a request was sent a second time. */
  enum Retry {
    CONNECTION,
    UNAVAILABLE
  }

  private final Counter requests;
  private final Counter retries;
  private final Histogram seconds;

  public RouterMetrics(CollectorRegistry registry) {
    requests =
        Counter.build()
            .name("sidestep_router_requests_total")
            .help("Requests by how they ended")
            .labelNames("outcome")
            .register(registry);
    retries =
        Counter.build()
            .name("sidestep_router_retries_total")
            .help("Requests sent again to another pod, by reason")
            .labelNames("reason")
            .register(registry);
    seconds =
        Histogram.build()
            .name("sidestep_router_request_seconds")
            .help("Time from a request's arrival to its answer, of the wall")
            .buckets(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .register(registry);
    for (RequestEnd end : RequestEnd.values()) {
      requests.labels(label(end));
    }
    for (Retry retry : Retry.values()) {
      retries.labels(label(retry));
    }
  }

  void ended(RequestEnd end, double tookSeconds) {
    requests.labels(label(end)).inc();
    seconds.observe(tookSeconds);
  }

  void retried(Retry reason) {
    retries.labels(label(reason)).inc();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
