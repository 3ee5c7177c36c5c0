package dev.sidestep.collector.naming;

import dev.sidestep.contracts.MetricPoint;
import java.util.Map;
import java.util.Optional;

/** The attributes of a point, then those of its resource; an empty text counts as absent. */
record Attributes(Map<String, String> point, Map<String, String> resource) {
  static Attributes of(MetricPoint point) {
    return new Attributes(point.attributes(), point.resource());
  }

  Optional<String> get(String name) {
    String value = point.get(name);
    if (value == null || value.isEmpty()) {
      value = resource.get(name);
    }
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
