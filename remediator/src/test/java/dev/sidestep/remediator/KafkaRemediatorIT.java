package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.remediator.cluster.FakeCluster;
import dev.sidestep.remediator.cluster.FakePodProbe;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KafkaRemediatorIT {
  private static KafkaTestBroker broker;

  private final FakeCluster cluster =
      new FakeCluster(T0)
          .with("minilm", DeviceClass.GPU, GPU.key(), 1, 100)
          .with("minilm", DeviceClass.CPU, CPU.key(), 0, 0);
  private final CollectorRegistry registry = new CollectorRegistry();

  private KafkaSettings kafka;
  private Topics topics;
  private TopicWriter writer;
  private Instant now = T0.plusSeconds(2);
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = new KafkaTestBroker(folder);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void topics(TestInfo test) throws Exception {
    kafka = broker.settings(test.getTestMethod().orElseThrow().getName() + ".");
    topics = kafka.topics();
    writer = new TopicWriter(kafka.producer("test"));
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void decidesOnAWarningWithTheFramesThatCameBeforeItAndActs() {
    try (KafkaRemediator remediator = remediator(registry)) {
      assertThat(remediator.healthy()).as("nothing is read yet").isFalse();
      tell(T0, 200);
      remediator.pumpToEnd();
      assertThat(remediator.healthy()).isTrue();
      assertThat(cluster.happened).as("deciding touches nothing").isEmpty();
      assertThat(outcomes()).extracting(Outcome::status).containsExactly(Status.INTENDED);

      play(remediator, 90);
    }

    List<Outcome> outcomes = outcomes();
    assertThat(outcomes.get(outcomes.size() - 1).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(cluster.variants().get(0).weight()).isEqualTo(100);
  }

  @Test
  void theNextOneFindsWhatTheLastOneLeftAndNeitherDecidesTwice() {
    try (KafkaRemediator first = remediator(new CollectorRegistry())) {
      tell(T0, 200);
      first.pumpToEnd();
      play(first, 12);
    }
    assertThat(cluster.happened).isNotEmpty();

    try (KafkaRemediator second = remediator(registry)) {
      second.pumpToEnd();
      play(second, 90);
    }

    List<Outcome> outcomes = outcomes();
    Outcome end = outcomes.get(outcomes.size() - 1);
    assertThat(end.terminal()).isTrue();
    assertThat(end.reason()).startsWith("found after a restart, ");
    assertThat(outcomes).filteredOn(outcome -> outcome.status() == Status.INTENDED).hasSize(1);
    assertThat(cluster.violations).isEmpty();
  }

  @Test
  void aStandByDoesNothingUntilTheOtherIsGone() {
    try (KafkaRemediator standBy = remediator(registry)) {
      try (KafkaRemediator leader = remediator(new CollectorRegistry())) {
        leader.pumpToEnd();
        for (int i = 0; i < 30; i++) { // both take part in the group's rounds
          standBy.pump(Duration.ofMillis(50));
          leader.pump(Duration.ofMillis(50));
        }
        assertThat(leader.leading()).as("the one that came first stays").isTrue();
        assertThat(standBy.leading()).isFalse();

        tell(T0, 200);
        standBy.pump(Duration.ofMillis(200));
        standBy.step(now);
        assertThat(outcomes()).isEmpty();
      }
      standBy.pumpToEnd();
      assertThat(standBy.leading()).isTrue();
      assertThat(outcomes()).extracting(Outcome::status).containsExactly(Status.INTENDED);
    }
  }

  @Test
  void twoThatShareTheWarningsBetweenThemAreNotReadyUntilOneHasThemAll() throws Exception {
    kafka = broker.settings("split.", 2);
    topics = kafka.topics();
    try (KafkaRemediator first = remediator(registry)) {
      first.pumpToEnd();
      assertThat(first.healthy()).as("alone it has both partitions").isTrue();

      try (KafkaRemediator second = remediator(new CollectorRegistry())) {
        for (int i = 0; i < 200 && (first.leading() || first.healthy() || second.healthy()); i++) {
          second.pump(Duration.ofMillis(50));
          first.pump(Duration.ofMillis(50));
        }
        assertThat(first.leading() || second.leading()).isFalse();
        assertThat(first.healthy() || second.healthy()).isFalse();
      }
      first.pumpToEnd();
      assertThat(first.leading()).isTrue();
      assertThat(first.healthy()).isTrue();
    }
  }

  @Test
  void tellsTheTopicTheCountAndTheRemedyInOneLine() {
    assertThat(KafkaLead.tooMany("sidestep.warnings", 2))
        .isEqualTo(
            "topic sidestep.warnings has 2 partitions; two remediators would share them and"
                + " neither would lead: make it anew with 1, or run one remediator only");
  }

  @Test
  void garbageIsBuriedAndNothingElseChanges() {
    byte[] fine = WarningCodec.encode(Scene.thermal(GPU, T0, 200, 240, 300));
    byte[] future =
        new String(fine, UTF_8)
            .replace("dev.sidestep.warning.v1", "dev.sidestep.warning.v9")
            .getBytes(UTF_8);
    writer.send(topics.warnings(), "junk", new byte[] {1, 2, 3});
    writer.send(topics.warnings(), "future", future);
    writer.send(topics.forecasts(), "junk", new byte[] {9});
    writer.send(topics.frames(), "junk", new byte[] {9});
    writer.send(topics.outcomes(), "junk", new byte[] {9});
    tell(T0, 200);

    try (KafkaRemediator remediator = remediator(registry)) {
      remediator.pumpToEnd();
    }

    assertThat(buried("malformed", topics.warnings())).isEqualTo(1);
    assertThat(buried("newer_version", topics.warnings())).isEqualTo(1);
    assertThat(buried("malformed", topics.forecasts())).isEqualTo(1);
    assertThat(
            registry.getSampleValue(
                "sidestep_remediator_unreadable_total",
                new String[] {"noun"},
                new String[] {"frame"}))
        .isEqualTo(1);
    assertThat(outcomes()).extracting(Outcome::status).containsExactly(Status.INTENDED);
  }

  @Test
  @Timeout(60)
  void oneWhoseNameAnotherOneTakesEndsAndNamesTheSetting() {
    kafka =
        new KafkaSettings(
            kafka.bootstrapServers(), topics, Map.of("group.instance.id", "remediator-0"));
    try (KafkaRemediator first = remediator(new CollectorRegistry());
        KafkaRemediator second = remediator(registry)) {
      first.pumpToEnd();
      second.pumpToEnd();

      assertThatThrownBy(first::run)
          .hasMessage(
              "another remediator runs under the name 'remediator-0' (group.instance.id);"
                  + " give each its own");
      assertThat(first.leading()).isFalse();
      assertThat(second.leading()).isTrue();
    }
  }

  @Test
  void theLoopRunsAndEndsWhenClosed() throws InterruptedException {
    KafkaRemediator remediator = remediator(registry);
    Thread loop = new Thread(remediator, "remediator");
    loop.start();
    tell(T0, 200);
    for (int i = 0; i < 100 && outcomes().isEmpty(); i++) {
      assertThat(loop.isAlive()).isTrue();
    }

    remediator.close();
    loop.join(10_000);

    assertThat(loop.isAlive()).isFalse();
    assertThat(outcomes()).isNotEmpty();
  }

  private KafkaRemediator remediator(CollectorRegistry figures) {
    return new KafkaRemediator(
        kafka,
        RemediatorProperties.defaults().in(Mode.AUTOMATIC).of(Scene.CLUSTER, Scene.NAMESPACE),
        cluster,
        new FakePodProbe(),
        figures,
        clock);
  }

  /** One tick: frames, forecasts, then the warning. */
  private void tell(Instant tick, int eta) {
    measure(tick);
    Warning warning = Scene.thermal(GPU, tick, eta, eta + 60, eta + 120);
    writer.send(topics.warnings(), warning.id(), WarningCodec.encode(warning));
    writer.flush();
  }

  private void measure(Instant tick) {
    for (Target device : List.of(GPU, CPU)) {
      writer.send(
          topics.frames(), device.key(), FrameCodec.encode(Scene.frame(device, tick, 60, 0.2)));
      writer.send(
          topics.forecasts(), device.key(), ForecastCodec.encode(Scene.forecast(device, tick, 60)));
    }
    writer.flush();
  }

  private void play(KafkaRemediator remediator, int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      cluster.advance(now);
      if (now.toEpochMilli() % Scene.TICK.toMillis() == 0) {
        measure(now);
        remediator.pump(Duration.ZERO);
      }
      remediator.step(now);
    }
  }

  private List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    try (TopicTail tail = new TopicTail(kafka, "test-tail", List.of(topics.outcomes()))) {
      tail.pumpToEnd(
          letter -> {
            if (letter.value().length > 1) {
              outcomes.add(OutcomeCodec.decode(letter.value()));
            }
          });
    }
    return outcomes;
  }

  private double buried(String reason, String topic) {
    return registry.getSampleValue(
        "sidestep_deadletter_total",
        new String[] {"topic", "reason"},
        new String[] {topic, reason});
  }
}
