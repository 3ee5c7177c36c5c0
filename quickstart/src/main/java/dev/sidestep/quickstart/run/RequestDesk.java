package dev.sidestep.quickstart.run;

import dev.sidestep.node.NodeRuntime;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.route.Endpoint;
import dev.sidestep.quickstart.route.Router;
import dev.sidestep.quickstart.traffic.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the requests that arrive to the pods that the route names, and keeps account of what
 * becomes of them.
 */
final class RequestDesk {
  private final String model;
  private final Router router;
  private final NodeRuntime node;
  private final Iterator<Request> arrivals;
  private final RealModel realModel;
  private final Map<Long, Request> open = new HashMap<>();
  private Request next;
  private int total;
  private int failed;
  private int lost;
  private int slow;

  RequestDesk(
      String model,
      Router router,
      NodeRuntime node,
      Iterator<Request> arrivals,
      RealModel realModel) {
    this.model = model;
    this.router = router;
    this.node = node;
    this.arrivals = arrivals;
    this.realModel = realModel;
    this.next = arrivals.next();
  }

  /** Sends what arrives before the instant. */
  void sendUntil(Instant end) {
    while (next.arrival().isBefore(end)) {
      send(next);
      next = arrivals.next();
    }
  }

  /** Books what has ended. */
  void settle() {
    for (Completion completion : node.completions()) {
      Request request = open.remove(completion.request());
      if (request == null) {
        continue;
      }
      if (completion.failed()) {
        failed++;
        lost++;
      } else {
        realModel.answer(request);
        slow += isSlow(completion.duration()) ? 1 : 0;
      }
    }
  }

  /** The account; those that still wait count as slow once they have waited too long. */
  RunResult.Requests account(Instant now) {
    long late =
        open.values().stream()
            .filter(request -> isSlow(Duration.between(request.arrival(), now)))
            .count();
    return new RunResult.Requests(total, realModel.answered(), failed, lost, slow + (int) late);
  }

  /** A pod that has just ended is passed over, as a proxy does; a full one is an answer. */
  private void send(Request request) {
    total++;
    Set<String> tried = new HashSet<>();
    Optional<Endpoint> endpoint = router.route(model);
    while (endpoint.isPresent()) {
      String pod = endpoint.get().pod();
      Offer offer = node.offer(pod, request.number(), request.arrival(), request.tokens());
      if (offer instanceof Offer.Accepted) {
        open.put(request.number(), request);
        return;
      }
      if (offer instanceof Offer.Refused refused && refused.cause() == Offer.Cause.FULL) {
        failed++;
        return;
      }
      tried.add(pod);
      endpoint = router.route(model, tried);
    }
    failed++;
    lost++;
  }

  private static boolean isSlow(Duration duration) {
    return duration.toMillis() > RunResult.Requests.SLOW_SECONDS * 1000;
  }
}
