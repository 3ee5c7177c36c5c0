package dev.sidestep.quickstart.live;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of all parts in one scrape. Each part has a registry of its own, because several
 * count the same thing, for example dead letters, each for its own topics.
 */
final class JoinedMetrics extends Collector {
  private final List<CollectorRegistry> parts;

  private JoinedMetrics(List<CollectorRegistry> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A registry that shows what is in all of these. */
  static CollectorRegistry of(List<CollectorRegistry> parts) {
    CollectorRegistry joined = new CollectorRegistry();
    joined.register(new JoinedMetrics(parts));
    return joined;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, MetricFamilySamples> families = new TreeMap<>();
    for (CollectorRegistry part : parts) {
      for (MetricFamilySamples family : Collections.list(part.metricFamilySamples())) {
        families.merge(family.name, family, JoinedMetrics::joined);
      }
    }
    return List.copyOf(families.values());
  }

  private static MetricFamilySamples joined(MetricFamilySamples a, MetricFamilySamples b) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>(a.samples);
    samples.addAll(b.samples);
    return new MetricFamilySamples(a.name, a.unit, a.type, a.help, samples);
  }
}
