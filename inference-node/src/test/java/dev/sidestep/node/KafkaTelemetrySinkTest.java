package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.MetricPoint;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaTelemetrySinkTest {
  @Test
  void writesOneRecordATargetAndSecondUnderTheTargetsKey() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    Target gpu = Target.device("demo", "gpu-0", DeviceClass.GPU);
    Instant at = Instant.parse("2026-01-01T00:00:01Z");

    new KafkaTelemetrySink(new TopicWriter(producer), Topics.DEFAULT)
        .send(
            List.of(
                new Sample(gpu, Signal.DEVICE_TEMPERATURE, at, 60, Source.SIMULATED),
                new Sample(gpu, Signal.THERMAL_MARGIN, at, 25, Source.SIMULATED)));

    assertThat(producer.history()).hasSize(1);
    ProducerRecord<byte[], byte[]> written = producer.history().get(0);
    assertThat(written.topic()).isEqualTo("sidestep.telemetry");
    assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo(gpu.key());
    assertThat(TelemetryCodec.decode(written.value()))
        .extracting(MetricPoint::metric, MetricPoint::value, MetricPoint::at)
        .containsExactly(
            tuple("hw.temperature", 60.0, at), tuple("sidestep.thermal.margin", 25.0, at));
  }
}
