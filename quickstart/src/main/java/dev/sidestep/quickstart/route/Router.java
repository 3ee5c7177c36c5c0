package dev.sidestep.quickstart.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the pod for each request by smooth weighted turns: over any stretch of requests each
 * variant gets its share to within one, and the same calls give the same choices. Variants without
 * a ready pod are passed over; among the pods of a variant turns go round. Thread-safe.
 */
public final class Router {
  private Map<String, List<Backend>> routes = Map.of();
  private final Map<String, Integer> credit = new HashMap<>(); // by model/variant
  private final Map<String, Integer> turns = new HashMap<>();

  /** Replaces the routes: backends by model. */
  public synchronized void update(Map<String, List<Backend>> fresh) {
    routes = Map.copyOf(fresh);
  }

  /** The backends of a model; empty where there is no such route. */
  public synchronized List<Backend> backends(String model) {
    return routes.getOrDefault(model, List.of());
  }

  /** The pod for the next request; empty where no variant with weight has a ready pod. */
  public Optional<Endpoint> route(String model) {
    return route(model, Set.of());
  }

  /**
   * As {@link #route(String)}, keeping clear of pods that just failed this request. It takes no
   * turn among the pods: else a dead one and its stand-in would fall into step.
   */
  public synchronized Optional<Endpoint> route(String model, Set<String> avoidedPods) {
    Backend chosen = null;
    int best = Integer.MIN_VALUE;
    int total = 0;
    for (Backend backend : routes.getOrDefault(model, List.of())) {
      if (backend.weight() == 0 || pick(backend, avoidedPods, 0) == null) {
        continue;
      }
      int raised = credit.merge(key(model, backend), backend.weight(), Integer::sum);
      total += backend.weight();
      if (raised > best) {
        best = raised;
        chosen = backend;
      }
    }
    if (chosen == null) {
      return Optional.empty();
    }
    credit.merge(key(model, chosen), -total, Integer::sum);
    int turn = turns.getOrDefault(key(model, chosen), 0);
    if (avoidedPods.isEmpty()) {
      turns.put(key(model, chosen), turn + 1);
    }
    return Optional.ofNullable(pick(chosen, avoidedPods, turn));
  }

  private static @Nullable Endpoint pick(Backend backend, Set<String> avoidedPods, int turn) {
    List<Endpoint> ready = backend.ready();
    for (int i = 0; i < ready.size(); i++) {
      Endpoint endpoint = ready.get(Math.floorMod(turn + i, ready.size()));
      if (!avoidedPods.contains(endpoint.pod())) {
        return endpoint;
      }
    }
    return null;
  }

  private static String key(String model, Backend backend) {
    return model + "/" + backend.variant();
  }
}
