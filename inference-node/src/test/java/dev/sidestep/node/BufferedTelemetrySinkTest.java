package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class BufferedTelemetrySinkTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final List<Sample> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void theNewestSamplesWaitForABrokerThatIsAwayAndTheRestIsCounted() throws Exception {
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    TelemetrySink broker =
        samples -> {
          asked.countDown();
          awaitQuietly(away);
          heard.addAll(samples);
        };
    try (BufferedTelemetrySink sink = new BufferedTelemetrySink(broker, 2, registry)) {
      sink.send(sample(0));
      asked.await();
      for (int second = 1; second <= 5; second++) {
        sink.send(sample(second));
      }
      away.countDown();
    }

    assertThat(heard).extracting(Sample::value).containsExactly(0.0, 4.0, 5.0);
    assertThat(lost("buffer_full")).isEqualTo(3);
    assertThat(lost("not_delivered")).isZero();
  }

  @Test
  void whatABrokerDidNotTakeIsSentAgainWhenItIsBack() throws Exception {
    AwayBroker broker = new AwayBroker();
    TelemetrySink kafka = new KafkaTelemetrySink(new TopicWriter(broker), Topics.DEFAULT);
    try (BufferedTelemetrySink sink = new BufferedTelemetrySink(kafka, 10, registry)) {
      for (int second = 0; second < 5; second++) {
        sink.send(sample(second));
      }
      broker.expired.await();
      broker.away = false;
      broker.back.await();
    }

    assertThat(broker.history())
        .extracting(record -> TelemetryCodec.decode(record.value()).get(0).value())
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(lost("buffer_full") + lost("not_delivered")).isZero();
  }

  @Test
  void whatIsLeftAtTheEndIsCountedRecordByRecord() {
    TelemetrySink broker =
        samples -> {
          throw new IllegalStateException("no broker");
        };
    try (BufferedTelemetrySink sink = new BufferedTelemetrySink(broker, 10, registry)) {
      sink.send(sample(1));
      sink.send(sample(2));
      sink.send(sample(3));
    }

    assertThat(lost("not_delivered")).isEqualTo(3);
  }

  /** While it is away, records expire in the producer; its history has those that arrived. */
  private static final class AwayBroker extends MockProducer<byte[], byte[]> {
    private final CountDownLatch expired = new CountDownLatch(2);
    private final CountDownLatch back = new CountDownLatch(1);
    private volatile boolean away = true;

    AwayBroker() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized void flush() {
      if (away) {
        boolean more = true;
        while (more) {
          more = errorNext(new TimeoutException("expired after 30 s"));
        }
        clear();
        expired.countDown();
      } else {
        super.flush();
        back.countDown();
      }
    }
  }

  private double lost(String reason) {
    return registry.getSampleValue(
        "sidestep_node_telemetry_lost_total", new String[] {"reason"}, new String[] {reason});
  }

  private static List<Sample> sample(double value) {
    Target target = Target.device("demo", "gpu-0", DeviceClass.GPU);
    return List.of(
        new Sample(target, Signal.DEVICE_TEMPERATURE, Instant.EPOCH, value, Source.SIMULATED));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
