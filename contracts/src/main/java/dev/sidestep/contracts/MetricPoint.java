package dev.sidestep.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * One number data point of an OTLP metrics payload, as the sender named it. The collector maps it
 * to a {@link Sample}.
 *
 * @param resource the attributes of the resource, as text
 * @param metric the metric's name
 * @param attributes the attributes of the data point, as text
 * @param at the instant of the measurement; {@link Instant#EPOCH} where the sender gives none
 * @param value may be anything a double holds: checking is the collector's
 * @param delta whether the value is a sum that does not run on: the growth since the sender's last
 *     point
 */
public record MetricPoint(
    Map<String, String> resource,
    String metric,
    Map<String, String> attributes,
    Instant at,
    double value,
    boolean delta) {
  public MetricPoint {
    resource = Map.copyOf(resource);
    attributes = Map.copyOf(attributes);
  }
}
