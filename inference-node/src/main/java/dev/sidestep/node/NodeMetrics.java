package dev.sidestep.node;

import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.text.Encoder;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the node tells Prometheus. Thread-safe. */
final class NodeMetrics {
  private static final List<String> OUTCOMES = List.of("ok", "refused", "failed");

  private final CollectorRegistry registry;
  private final Gauge running;
  private final Gauge waiting;
  private final Gauge memory;
  private final Counter requests;
  private final Counter tokens;
  private final Histogram duration;
  private final Gauge variant;
  private final Map<Signal, Gauge> device;
  private final Counter throttled;
  private final Gauge probeUp;
  private final Map<String, Long> throttledSoFar = new HashMap<>();

  NodeMetrics(CollectorRegistry registry) {
    this.registry = registry;
    running = podGauge("inference_requests_running", "Requests that the device works on");
    waiting = podGauge("inference_requests_waiting", "Requests let in and not yet on the device");
    memory = podGauge("inference_memory_bytes", "Memory of the pod");
    requests =
        Counter.build()
            .name("inference_requests_total")
            .help("Requests by outcome: ok, refused (429, 503) or failed after they were let in")
            .labelNames("pod", "model", "variant", "outcome")
            .register(registry);
    tokens =
        Counter.build()
            .name("inference_tokens_total")
            .help("Tokens of the requests that were let in")
            .labelNames("pod", "model", "variant", "direction")
            .register(registry);
    duration =
        Histogram.build()
            .name("gen_ai_server_request_duration_seconds")
            .help("From arrival to answer, by the node's clock")
            .labelNames("pod", "model", "variant")
            .buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 30)
            .register(registry);
    variant =
        Gauge.build()
            .name("inference_variant_info")
            .help("1; what runs in the pod")
            .labelNames("pod", "model", "variant", "precision", "execution_provider", "device_kind")
            .register(registry);
    device =
        Map.of(
            Signal.DEVICE_TEMPERATURE,
            deviceGauge("device_temperature_celsius", "Temperature of the device"),
            Signal.DEVICE_TEMPERATURE_LIMIT,
            deviceGauge("device_temperature_limit_celsius", "The device's own slowdown limit"),
            Signal.THERMAL_MARGIN,
            deviceGauge("device_thermal_margin_kelvin", "Limit less temperature"),
            Signal.DEVICE_POWER,
            deviceGauge("device_power_watts", "Power drawn"),
            Signal.DEVICE_UTILIZATION,
            deviceGauge("device_utilization_ratio", "Share of the time spent computing"),
            Signal.DEVICE_CLOCK_RATIO,
            deviceGauge("device_clock_ratio", "Clock over the highest clock"),
            Signal.DEVICE_POWER_LIMIT_RATIO,
            deviceGauge("device_power_limit_ratio", "Power limit in force over the usual one"));
    throttled =
        Counter.build()
            .name("device_throttle_seconds_total")
            .help("Seconds in which the device lowered its clock")
            .labelNames("device", "device_kind", "reason", "source")
            .register(registry);
    probeUp =
        Gauge.build()
            .name("device_probe_up")
            .help("1 while the probe knows something about the device, else 0")
            .labelNames("device", "probe")
            .register(registry);
  }

  void started(HostedPod pod, Encoder encoder) {
    String[] names = names(pod);
    OUTCOMES.forEach(outcome -> requests.labels(with(names, outcome)));
    tokens.labels(with(names, "input"));
    duration.labels(names);
    variant
        .labels(with(names, encoder.precision(), "CPUExecutionProvider", kind(pod.device.target())))
        .set(1);
    queue(pod);
  }

  void admitted(HostedPod pod, int tokenCount) {
    tokens.labels(with(names(pod), "input")).inc(tokenCount);
  }

  void refused(HostedPod pod) {
    requests.labels(with(names(pod), "refused")).inc();
  }

  void completed(HostedPod pod, Completion completion) {
    String[] names = names(pod);
    requests.labels(with(names, completion.failed() ? "failed" : "ok")).inc();
    if (!completion.failed()) {
      duration.labels(names).observe(seconds(completion.duration()));
    }
  }

  void queue(HostedPod pod) {
    running.labels(names(pod)).set(pod.pod.running());
    waiting.labels(names(pod)).set(pod.pod.waiting());
    memory.labels(names(pod)).set((double) pod.second.memoryBytes());
  }

  void forgotten(HostedPod pod, Encoder encoder) {
    String[] names = names(pod);
    List.of(running, waiting, memory).forEach(gauge -> gauge.remove(names));
    OUTCOMES.forEach(outcome -> requests.remove(with(names, outcome)));
    tokens.remove(with(names, "input"));
    duration.remove(names);
    variant.remove(
        with(names, encoder.precision(), "CPUExecutionProvider", kind(pod.device.target())));
  }

  /** A signal that the device does not know has no line at all, instead of a zero. */
  synchronized void device(DeviceStatus status) {
    String name = status.target().name();
    String kind = kind(status.target());
    String source = status.source().name().toLowerCase(Locale.ROOT);
    device.forEach(
        (signal, gauge) -> {
          if (status.value(signal).isPresent()) {
            gauge.labels(name, kind, source).set(status.value(signal).getAsDouble());
          } else {
            gauge.remove(name, kind, source);
          }
        });
    long before = throttledSoFar.getOrDefault(name, 0L);
    throttled
        .labels(name, kind, "thermal", source)
        .inc((double) (status.throttledSeconds() - before));
    throttledSoFar.put(name, status.throttledSeconds());
    status.probes().forEach((probe, up) -> probeUp.labels(name, probe).set(up ? 1 : 0));
  }

  /** The lines of one pod and of its device. */
  String scrape(HostedPod pod) {
    List<MetricFamilySamples> families = new ArrayList<>();
    for (MetricFamilySamples family : Collections.list(registry.metricFamilySamples())) {
      List<MetricFamilySamples.Sample> own =
          family.samples.stream().filter(sample -> belongs(sample, pod)).toList();
      if (!own.isEmpty()) {
        families.add(new MetricFamilySamples(family.name, family.type, family.help, own));
      }
    }
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, Collections.enumeration(families));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static boolean belongs(MetricFamilySamples.Sample sample, HostedPod pod) {
    int podLabel = sample.labelNames.indexOf("pod");
    int deviceLabel = sample.labelNames.indexOf("device");
    return podLabel >= 0
        ? sample.labelValues.get(podLabel).equals(pod.spec.name())
        : deviceLabel >= 0
            && sample.labelValues.get(deviceLabel).equals(pod.device.target().name());
  }

  private Gauge podGauge(String name, String help) {
    return Gauge.build()
        .name(name)
        .help(help)
        .labelNames("pod", "model", "variant")
        .register(registry);
  }

  private Gauge deviceGauge(String name, String help) {
    return Gauge.build()
        .name(name)
        .help(help)
        .labelNames("device", "device_kind", "source")
        .register(registry);
  }

  private static String[] names(HostedPod pod) {
    return new String[] {pod.spec.name(), pod.spec.model(), pod.spec.variant()};
  }

  private static String[] with(String[] names, String... more) {
    String[] all = Arrays.copyOf(names, names.length + more.length);
    System.arraycopy(more, 0, all, names.length, more.length);
    return all;
  }

  private static String kind(Target target) {
    return String.valueOf(target.deviceClass()).toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
