package dev.sidestep.quickstart.operations;

import dev.sidestep.collector.CollectorMetrics;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeProperties.DeviceProperties;
import dev.sidestep.node.NodeService;
import dev.sidestep.predictor.PredictorMetrics;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.console.web.ConsoleSettings;
import dev.sidestep.quickstart.console.web.SpringConsole;
import dev.sidestep.quickstart.route.RouterMetrics;
import dev.sidestep.remediator.RemediatorMetrics;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the services really expose, asked of their own registries. */
final class ExposedMetrics {
  private final List<MetricFamilySamples> families;

  private ExposedMetrics(List<MetricFamilySamples> families) {
    this.families = families;
  }

  /** Starts what has to be started; no broker is needed, a Kafka producer waits for its own. */
  static ExposedMetrics ofAllServices(Path dir) throws IOException {
    List<MetricFamilySamples> families = new ArrayList<>();
    CollectorRegistry services = new CollectorRegistry();
    new CollectorMetrics(services);
    new PredictorMetrics(services);
    new RemediatorMetrics(services, Outcome.Mode.OBSERVE);
    new RouterMetrics(services);
    families.addAll(Collections.list(services.metricFamilySamples()));
    families.addAll(console());
    families.addAll(node(dir));
    return new ExposedMetrics(families);
  }

  private static List<MetricFamilySamples> console() throws IOException {
    CollectorRegistry registry = new CollectorRegistry();
    RunFacts facts =
        new RunFacts(
            "none",
            0,
            1,
            Outcome.Mode.AUTOMATIC,
            RunFacts.Phase.STARTING,
            Instant.EPOCH,
            Instant.EPOCH,
            RunTotals.NONE,
            null,
            null);
    SpringConsole console =
        SpringConsole.start(
            ConsoleSettings.onPort(0), new ConsoleModel(facts), registry, () -> true);
    console.close();
    return Collections.list(registry.metricFamilySamples());
  }

  private static List<MetricFamilySamples> node(Path dir) {
    CollectorRegistry registry = new CollectorRegistry();
    NodeProperties machine =
        NodeProperties.defaults()
            .withDevices(List.of(DeviceProperties.twin("gpu-0", "inference-card-70w")));
    NodeProperties properties =
        new NodeProperties(
            machine.cluster(),
            machine.name(),
            machine.devices(),
            machine.pods(),
            machine.faults(),
            new NodeProperties.KafkaProperties(
                "127.0.0.1:1",
                "sidestep.",
                Map.of("max.block.ms", "100", "reconnect.backoff.ms", "1000")),
            new NodeProperties.ControlProperties(0, 0, dir.resolve("node.token")),
            1,
            0);
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (NodeService node = NodeService.open(properties, clock, registry)) {
      node.runtime().advance(clock.instant().plusSeconds(2));
      return Collections.list(registry.metricFamilySamples());
    }
  }

  /** The names that a query may use. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (MetricFamilySamples family : families) {
      names.addAll(
          switch (family.type) {
            case COUNTER -> List.of(family.name + "_total");
            case HISTOGRAM ->
                List.of(family.name + "_bucket", family.name + "_sum", family.name + "_count");
            case SUMMARY -> List.of(family.name, family.name + "_sum", family.name + "_count");
            default -> List.of(family.name);
          });
    }
    return names;
  }

  /** Whether a name has samples at the start at all, which those labelled by pod have not. */
  boolean startsWithSamples(String name) {
    return families.stream()
        .flatMap(family -> family.samples.stream())
        .anyMatch(sample -> sample.name.equals(name));
  }

  /** Whether a series of the name has a label whose value passes. */
  boolean has(String name, String label, Predicate<String> value) {
    return families.stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name) && sample.labelNames.contains(label))
        .anyMatch(sample -> value.test(sample.labelValues.get(sample.labelNames.indexOf(label))));
  }
}
