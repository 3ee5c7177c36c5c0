package dev.sidestep.quickstart.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody can keep a stranger from writing on a topic; the loop must not notice. */
class GarbageIT {
  private static final long SEED = 3;

  private final SharedParts parts = SharedParts.start(LineForecaster::new);
  private final Map<String, Integer> letters = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void garbageOnEveryTopicIsBuriedAndChangesNothing() {
    RunResult clean = run(Recorder.NONE, (now, soFar) -> {});
    Topics second = new Topics("sidestep.run-2.");
    KafkaSettings kafka = parts.broker().settings(second);
    try (Garbage garbage = new Garbage(kafka)) {
      RunResult soiled = run(this::count, (now, soFar) -> garbage.throwSome(now));

      assertThat(soiled.warnings()).hasSameSizeAs(clean.warnings()).isNotEmpty();
      assertThat(soiled).isEqualTo(clean);
      assertThat(garbage.thrown).isPositive();
      for (String topic :
          List.of(
              second.telemetry(),
              second.frames(),
              second.forecasts(),
              second.warnings(),
              second.outcomes())) {
        assertThat(letters).as("dead letters").containsEntry(topic, garbage.thrown);
      }
      assertThat(reasons).containsKeys("malformed", "newer_version");
    }
  }

  private RunResult run(Recorder recorder, HeadlessRun.Watch watch) {
    WorldPlan plan = YamlScenarios.load("src/test/resources/run/short-fan.yaml").resolve(SEED);
    return new HeadlessRun(parts, plan, "test")
        .withSidestep(Outcome.Mode.AUTOMATIC, () -> {}, recorder)
        .run(begin -> new SeededTraffic(plan, begin), watch);
  }

  private void count(KafkaSettings kafka) {
    try (TopicTail tail = new TopicTail(kafka, "count", List.of(kafka.topics().deadletter()))) {
      tail.pumpToEnd(
          letter -> {
            Header reason = letter.headers().lastHeader(DeadLetters.REASON);
            if (reason != null) { // the rest is what the stranger wrote there
              letters.merge(new String(letter.key(), UTF_8), 1, Integer::sum);
              reasons.merge(new String(reason.value(), UTF_8), 1, Integer::sum);
            }
          });
    }
  }

  /** Writes the same rubbish on each topic, some of it each virtual minute. */
  private static final class Garbage implements AutoCloseable {
    private final Random random = new Random(SEED);
    private final Topics topics;
    private final Producer<byte[], byte[]> producer;
    private int thrown;
    private int written;

    Garbage(KafkaSettings kafka) {
      this.topics = kafka.topics();
      this.producer = kafka.producer("stranger");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush waits for all of them
    void throwSome(Instant now) {
      if (now.getEpochSecond() % 60 != 7) {
        return;
      }
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      for (String topic : topics.all()) {
        for (byte[] rubbish : List.of(noise, truncated(now), future(topic))) {
          producer.send(
              new ProducerRecord<>(topic, ("stranger-" + written++).getBytes(UTF_8), rubbish));
        }
      }
      thrown += 3;
      producer.flush();
    }

    @Override
    public void close() {
      producer.close();
    }

    /** The first half of something that would have been right. */
    private byte[] truncated(Instant now) {
      Sample sample =
          new Sample(
              PlannedMachine.target(YamlScenarios.load("fan-failure").resolve(1).devices().get(0)),
              Signal.THERMAL_MARGIN,
              now,
              1,
              Source.SIMULATED);
      byte[] whole = TelemetryCodec.encode(List.of(sample));
      return Arrays.copyOf(whole, whole.length / 2);
    }

    /** The form of the topic in a schema version that nobody knows yet. */
    private byte[] future(String topic) {
      if (topic.equals(topics.frames()) || topic.equals(topics.forecasts())) {
        char noun = topic.equals(topics.frames()) ? 'F' : 'P';
        return new byte[] {(byte) noun, 99, 0, 1, 2, 3};
      }
      String noun = topic.equals(topics.warnings()) ? "warning" : "outcome";
      return """
          {"specversion":"1.0","id":"x","source":"/stranger","type":"dev.sidestep.%s.v99","data":{}}
          """
          .formatted(noun)
          .getBytes(UTF_8);
    }
  }
}
