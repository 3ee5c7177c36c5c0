package dev.sidestep.quickstart.route;

import java.util.Comparator;
import java.util.List;

/**
 * One variant behind a model's route.
 *
 * @param weight share of the traffic, 0 or more
 * @param ready the pods that may get requests, by name
 */
public record Backend(String variant, int weight, List<Endpoint> ready) {
  public Backend {
    if (weight < 0) {
      throw new IllegalArgumentException(
          "weight of backend " + variant + " is " + weight + "; it must be 0 or more");
    }
    ready = ready.stream().sorted(Comparator.comparing(Endpoint::pod)).toList();
  }
}
