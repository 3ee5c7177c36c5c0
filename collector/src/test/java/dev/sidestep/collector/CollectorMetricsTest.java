package dev.sidestep.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.collector.frame.Acceptance;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CollectorMetricsTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final CollectorMetrics metrics = new CollectorMetrics(registry);

  @Test
  void startsKnownResultsAtZero() {
    for (Acceptance acceptance : Acceptance.values()) {
      assertThat(points(acceptance.name().toLowerCase(Locale.ROOT))).isZero();
    }
    assertThat(points("future_time")).isZero();
  }

  @Test
  void boundsTheLabelsThatSendersChoose() {
    for (int i = 0; i < 1000; i++) {
      metrics.unmapped("metric." + i);
    }
    metrics.unmapped("x".repeat(100_000));
    long labels =
        Collections.list(registry.metricFamilySamples()).stream()
            .filter(family -> family.name.equals("sidestep_collector_unmapped"))
            .flatMap(family -> family.samples.stream())
            .filter(sample -> sample.name.endsWith("_total"))
            .count();
    assertThat(labels).isEqualTo(51);
    assertThat(
            registry.getSampleValue(
                "sidestep_collector_unmapped_total",
                new String[] {"metric"},
                new String[] {"other"}))
        .isEqualTo(951);
  }

  private Double points(String result) {
    return registry.getSampleValue(
        "sidestep_collector_points_total", new String[] {"result"}, new String[] {result});
  }
}
