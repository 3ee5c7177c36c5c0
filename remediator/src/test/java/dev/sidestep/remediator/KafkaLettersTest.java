package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.remediator.cluster.FakeCluster;
import dev.sidestep.remediator.cluster.FakePodProbe;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaLettersTest {
  private static final Instant NEXT_YEAR = T0.plus(Duration.ofDays(365));

  private final Topics topics = Topics.DEFAULT;
  private final CollectorRegistry registry = new CollectorRegistry();
  private final RemediatorMetrics metrics = new RemediatorMetrics(registry, Mode.AUTOMATIC);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaLetters letters =
      new KafkaLetters(
          topics,
          Duration.ofSeconds(30),
          new TopicWriter(producer),
          new DeadLetterCounter(registry),
          metrics);
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Remediator remediator =
      new Remediator(
          RemediatorProperties.defaults().in(Mode.AUTOMATIC).of(Scene.CLUSTER, Scene.NAMESPACE),
          new FakeCluster(T0)
              .with("minilm", DeviceClass.GPU, GPU.key(), 1, 100)
              .with("minilm", DeviceClass.CPU, CPU.key(), 0, 0),
          new FakePodProbe(),
          outcomes::add,
          metrics);

  @Test
  void whatIsDatedAheadOfTheClockDoesNotBlind() {
    for (Target device : List.of(GPU, CPU)) {
      for (int i = 0; i < 300; i++) {
        learn(Scene.frame(device, NEXT_YEAR.plus(TICK.multipliedBy(i)), 60, 0.2));
      }
      for (int i = 0; i < 10; i++) {
        learn(Scene.forecast(device, NEXT_YEAR.plus(TICK.multipliedBy(i)), 60));
      }
      learn(Scene.frame(device, T0, 60, 0.2));
      learn(Scene.forecast(device, T0, 60));
    }

    remediator.decide(List.of(Scene.thermal(GPU, T0, 200, 240, 300)), T0, (warning, why) -> {});

    assertThat(outcomes).extracting(Outcome::status).containsExactly(Status.INTENDED);
    assertThat(
            registry.getSampleValue(
                "sidestep_deadletter_total",
                new String[] {"topic", "reason"},
                new String[] {topics.forecasts(), "future_time"}))
        .isEqualTo(20);
    assertThat(
            registry.getSampleValue(
                "sidestep_remediator_unreadable_total",
                new String[] {"noun"},
                new String[] {"frame"}))
        .as("the predictor buries them")
        .isEqualTo(600);
    assertThat(producer.history())
        .hasSize(20)
        .allMatch(dead -> dead.topic().equals(topics.deadletter()));
  }

  @Test
  void clocksMayDifferALittle() {
    for (Target device : List.of(GPU, CPU)) {
      learn(Scene.frame(device, T0.plusSeconds(30), 60, 0.2));
      learn(Scene.forecast(device, T0.plusSeconds(30), 60));
    }

    assertThat(producer.history()).isEmpty();
    remediator.decide(
        List.of(Scene.thermal(GPU, T0.plusSeconds(30), 200, 240, 300)), T0, (warning, why) -> {});
    assertThat(outcomes).extracting(Outcome::status).containsExactly(Status.INTENDED);
  }

  private void learn(Frame frame) {
    letters.learn(record(topics.frames(), FrameCodec.encode(frame)), T0, remediator);
  }

  private void learn(Forecast forecast) {
    letters.learn(record(topics.forecasts(), ForecastCodec.encode(forecast)), T0, remediator);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, new byte[0], value);
  }
}
