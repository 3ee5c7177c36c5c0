package dev.sidestep.contracts;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryCodecTest {
  private static final long NANOS = 1_767_225_600_123_456_789L;

  @Test
  void isReadByOpenTelemetrysOwnClasses() throws InvalidProtocolBufferException {
    ExportMetricsServiceRequest request =
        ExportMetricsServiceRequest.parseFrom(TelemetryCodec.encode(Examples.samples()));
    ResourceMetrics resource = request.getResourceMetrics(0);
    assertThat(resource.getResource().getAttributesList())
        .extracting(attribute -> attribute.getKey() + "=" + attribute.getValue().getStringValue())
        .containsExactlyInAnyOrder(
            "sidestep.target.kind=pod",
            "k8s.cluster.name=lab",
            "k8s.namespace.name=demo",
            "k8s.pod.name=minilm-gpu-7d9f",
            "sidestep.target.uid=0b6e-uid",
            "device.kind=gpu");
    ScopeMetrics scope = resource.getScopeMetrics(0);
    assertThat(scope.getScope().getName()).isEqualTo("dev.sidestep");
    assertThat(scope.getMetricsList())
        .extracting(Metric::getName, Metric::getUnit)
        .containsExactly(
            tuple("container.memory.usage", "By"), tuple("inference.requests.rate", "1/s"));
    assertThat(scope.getMetrics(0).getGauge().getDataPointsList())
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactly(123_456_789.0, 123_456_790.0);
  }

  @Test
  void readsGaugesAndSumsOfOtherSendersAndLeavesOutTheRest() {
    byte[] payload =
        payload(
            Metric.newBuilder()
                .setName("gauge")
                .setUnit("Cel")
                .setGauge(Gauge.newBuilder().addDataPoints(point().setAsInt(61))),
            Metric.newBuilder()
                .setName("total")
                .setSum(
                    Sum.newBuilder()
                        .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(
                            point().setAsDouble(7.5).addAttributes(attribute("cpu", 3)))),
            Metric.newBuilder()
                .setName("growth")
                .setSum(
                    Sum.newBuilder()
                        .setAggregationTemporality(AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(point().setAsDouble(0.5))),
            Metric.newBuilder()
                .setName("histogram")
                .setHistogram(
                    Histogram.newBuilder().addDataPoints(HistogramDataPoint.newBuilder())));
    Instant at = Instant.ofEpochSecond(0, NANOS);
    assertThat(TelemetryCodec.decode(payload))
        .containsExactly(
            new MetricPoint(Map.of("port", "9400"), "gauge", Map.of(), at, 61, false),
            new MetricPoint(Map.of("port", "9400"), "total", Map.of("cpu", "3"), at, 7.5, false),
            new MetricPoint(Map.of("port", "9400"), "growth", Map.of(), at, 0.5, true));
  }

  @Test
  void leavesOutAPointWithoutAValueInsteadOfReadingZero() {
    byte[] payload =
        payload(
            Metric.newBuilder()
                .setName("gauge")
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(point())
                        .addDataPoints(point().setFlags(1).setAsDouble(0))
                        .addDataPoints(point().setAsDouble(0))));
    assertThat(TelemetryCodec.decode(payload)).hasSize(1);
  }

  @Test
  void refusesAPayloadWithoutMetrics() {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> TelemetryCodec.decode(new byte[0]))
        .extracting(UnreadableRecordException::reason)
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void groupsSamplesByTargetInOrderWhateverTheirOrder() {
    Sample pod = Examples.samples().get(0);
    Sample device =
        new Sample(Examples.GPU, Signal.DEVICE_POWER, Examples.TICK, 5, Source.SIMULATED);
    assertThat(TelemetryCodec.encode(List.of(pod, device)))
        .isEqualTo(TelemetryCodec.encode(List.of(device, pod)));
  }

  private static NumberDataPoint.Builder point() {
    return NumberDataPoint.newBuilder().setTimeUnixNano(NANOS);
  }

  private static KeyValue attribute(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static byte[] payload(Metric.Builder... metrics) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    for (Metric.Builder metric : metrics) {
      scope.addMetrics(metric);
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(attribute("port", 9400)))
                .addScopeMetrics(scope))
        .build()
        .toByteArray();
  }
}
