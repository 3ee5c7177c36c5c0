package dev.sidestep.contracts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples as an OTLP metrics payload ({@code ExportMetricsServiceRequest}), which is what the
 * OpenTelemetry Collector's Kafka exporter writes as {@code otlp_proto}. OTLP versions itself by
 * its field numbers; our part of it, the attribute names below, is schema version 1.
 */
public final class TelemetryCodec {
  /** Attribute of a data point: {@code measured}, {@code modelled} or {@code simulated}. */
  public static final String SOURCE = "source";

  public static final String TARGET_KIND = "sidestep.target.kind";
  public static final String TARGET_UID = "sidestep.target.uid";
  public static final String DEVICE_CLASS = "device.kind";
  public static final String CLUSTER = "k8s.cluster.name";
  public static final String NAMESPACE = "k8s.namespace.name";
  public static final String DEVICE_NAME = "hw.id";
  public static final String POD_NAME = "k8s.pod.name";
  public static final String NODE_NAME = "k8s.node.name";
  public static final String MODEL_NAME = "gen_ai.request.model";

  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName("dev.sidestep").setVersion("1").build();

  private TelemetryCodec() {}

  public static byte[] encode(Collection<Sample> samples) {
    Map<Target, Map<Signal, Gauge.Builder>> gauges = new TreeMap<>();
    for (Sample sample : samples) {
      gauges
          .computeIfAbsent(sample.target(), t -> new EnumMap<>(Signal.class))
          .computeIfAbsent(sample.signal(), s -> Gauge.newBuilder())
          .addDataPoints(point(sample));
    }
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    gauges.forEach(
        (target, bySignal) -> {
          ScopeMetrics.Builder scope = ScopeMetrics.newBuilder().setScope(SCOPE);
          bySignal.forEach(
              (signal, gauge) ->
                  scope.addMetrics(
                      Metric.newBuilder()
                          .setName(signal.otelName())
                          .setUnit(signal.unit())
                          .setGauge(gauge)));
          request.addResourceMetrics(
              ResourceMetrics.newBuilder().setResource(resource(target)).addScopeMetrics(scope));
        });
    return request.build().toByteArray();
  }

  /**
   * The number data points of a payload; histograms, summaries and points without a value are left
   * out.
   *
   * @throws UnreadableRecordException when the bytes are no OTLP metrics payload
   */
  public static List<MetricPoint> decode(byte[] bytes) {
    ExportMetricsServiceRequest request;
    try {
      request = ExportMetricsServiceRequest.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException(
          Reason.MALFORMED,
          bytes.length + " bytes are no OTLP metrics payload: " + e.getMessage(),
          e);
    }
    if (request.getResourceMetricsCount() == 0) {
      throw new UnreadableRecordException(
          Reason.MALFORMED, "an OTLP payload of " + bytes.length + " bytes holds no metrics");
    }
    List<MetricPoint> points = new ArrayList<>();
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      // one immutable map for all points: a copy each would square a hostile payload's size
      Map<String, String> attributes = Map.copyOf(text(resource.getResource().getAttributesList()));
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          boolean delta =
              metric.hasSum()
                  && metric.getSum().getAggregationTemporality()
                      != AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
          List<NumberDataPoint> data =
              metric.hasSum()
                  ? metric.getSum().getDataPointsList()
                  : metric.getGauge().getDataPointsList();
          for (NumberDataPoint point : data) {
            if (!hasValue(point)) {
              continue;
            }
            points.add(
                new MetricPoint(
                    attributes,
                    metric.getName(),
                    text(point.getAttributesList()),
                    Instant.ofEpochSecond(0, point.getTimeUnixNano()),
                    point.hasAsInt() ? point.getAsInt() : point.getAsDouble(),
                    delta));
          }
        }
      }
    }
    return points;
  }

  /** Absent is absent: a point without a recorded value reads as 0 through its getters. */
  private static boolean hasValue(NumberDataPoint point) {
    boolean flaggedAbsent =
        (point.getFlags() & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
    return !flaggedAbsent && (point.hasAsInt() || point.hasAsDouble());
  }

  private static NumberDataPoint point(Sample sample) {
    Instant at = sample.at();
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(
            Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()))
        .setAsDouble(sample.value())
        .addAttributes(attribute(SOURCE, sample.source().name().toLowerCase(Locale.ROOT)))
        .build();
  }

  private static Resource resource(Target target) {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(attribute(TARGET_KIND, target.kind().name().toLowerCase(Locale.ROOT)))
            .addAttributes(attribute(CLUSTER, target.cluster()))
            .addAttributes(attribute(nameAttribute(target.kind()), target.name()));
    if (!target.namespace().isEmpty()) {
      resource.addAttributes(attribute(NAMESPACE, target.namespace()));
    }
    if (!target.uid().isEmpty()) {
      resource.addAttributes(attribute(TARGET_UID, target.uid()));
    }
    DeviceClass deviceClass = target.deviceClass();
    if (deviceClass != null) {
      resource.addAttributes(attribute(DEVICE_CLASS, deviceClass.name().toLowerCase(Locale.ROOT)));
    }
    return resource.build();
  }

  /** The resource attribute that carries the name of a target of this kind. */
  public static String nameAttribute(Target.Kind kind) {
    return switch (kind) {
      case DEVICE -> DEVICE_NAME;
      case POD -> POD_NAME;
      case NODE -> NODE_NAME;
      case MODEL -> MODEL_NAME;
    };
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static Map<String, String> text(List<KeyValue> attributes) {
    Map<String, String> map = new LinkedHashMap<>();
    for (KeyValue attribute : attributes) {
      AnyValue value = attribute.getValue();
      switch (value.getValueCase()) {
        case STRING_VALUE -> map.put(attribute.getKey(), value.getStringValue());
        case INT_VALUE -> map.put(attribute.getKey(), Long.toString(value.getIntValue()));
        case DOUBLE_VALUE -> map.put(attribute.getKey(), Double.toString(value.getDoubleValue()));
        case BOOL_VALUE -> map.put(attribute.getKey(), Boolean.toString(value.getBoolValue()));
        default -> {
          // lists, maps and bytes name no target and map to no signal
        }
      }
    }
    return map;
  }
}
