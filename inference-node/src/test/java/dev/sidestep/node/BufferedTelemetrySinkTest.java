package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
  void aRecordThatCannotBeDeliveredIsCountedAndTheNextIsTried() {
    TelemetrySink broker =
        samples -> {
          if (samples.get(0).value() == 1) {
            throw new IllegalStateException("no broker");
          }
          heard.addAll(samples);
        };
    try (BufferedTelemetrySink sink = new BufferedTelemetrySink(broker, 10, registry)) {
      sink.send(sample(1));
      sink.send(sample(2));
    }

    assertThat(heard).extracting(Sample::value).containsExactly(2.0);
    assertThat(lost("not_delivered")).isEqualTo(1);
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
