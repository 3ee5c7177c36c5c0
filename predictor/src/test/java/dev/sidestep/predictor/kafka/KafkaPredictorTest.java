package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.Story;
import dev.sidestep.predictor.TrendForecaster;
import dev.sidestep.predictor.World;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.KafkaSettings;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPredictorTest {
  /** After all that the stories tell. */
  private static final Clock CLOCK = Clock.fixed(Story.tick(1000), ZoneOffset.UTC);

  private final FakeBroker broker = new FakeBroker(1);
  private long nanoTime = 5;
  private CollectorRegistry registry = new CollectorRegistry();

  @Test
  void publishesForecastsThenWarningsAndThenCommits() {
    heatingDevice(40);
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(39));
    }

    List<String> lastTick =
        broker.journal.subList(broker.journal.size() - 3, broker.journal.size());
    assertThat(lastTick)
        .containsExactly("sidestep.forecasts", "sidestep.warnings", "commit predictor");
    assertThat(warnings(broker)).extracting(Warning::id).hasSizeGreaterThan(5);
    assertThat(new HashSet<>(warnings(broker).stream().map(Warning::id).toList())).hasSize(1);
  }

  @Test
  void worksOnATickAsSoonAsItsAnnouncedFramesAreThere() {
    heatingDevice(5);
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(4));
      assertThat(predictor.ready()).isTrue();
    }
    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(2);
  }

  @Test
  void withoutAnAnnouncementTheNextTickSaysThatATickIsComplete() {
    for (int i = 0; i < 6; i++) {
      broker.frames(0, false, List.of(Story.device(Story.tick(i), 30)));
    }
    // a frame that comes after its tick changes nothing
    broker.frames(0, false, List.of(Story.device(Story.tick(2), -30)));
    try (KafkaPredictor predictor = predictor(broker)) {
      pump(predictor, 5);
      assertThat(predictor.lastTick()).contains(Story.tick(4));
    }
    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(2);
    assertThat(registry.getSampleValue("sidestep_predictor_late_frames_total")).isEqualTo(1);
  }

  @Test
  void buriesWhatIsNoFrameOrOutcomeOnceAndGoesOn() {
    broker.raw(broker.topics.frames(), "garbage".getBytes(UTF_8));
    broker.raw(broker.topics.outcomes(), "garbage".getBytes(UTF_8));
    Frame strange =
        new Frame(
            Story.GPU,
            Story.tick(0),
            Duration.ofSeconds(5),
            Story.device(Story.tick(0), 9).readings());
    broker.raw(broker.topics.frames(), FrameCodec.encode(strange));
    heatingDevice(30);
    for (int restart = 0; restart < 3; restart++) {
      registry = new CollectorRegistry();
      try (KafkaPredictor predictor = predictor(broker)) {
        pumpUntil(predictor, Story.tick(29));
      }
    }

    assertThat(broker.log(broker.topics.deadletter(), 0)).hasSize(3);
    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(27);
  }

  @Test
  void buriesAFrameOfTheFutureAndIsNotBlindedByIt() {
    heatingDevice(20);
    Instant nextYear = Story.tick(0).plus(Duration.ofDays(365));
    broker.frames(0, true, List.of(Story.device(nextYear, 30)));
    for (int i = 20; i < 40; i++) {
      broker.frames(0, true, List.of(Story.device(Story.tick(i), 40 - 0.5 * i)));
    }
    for (int restart = 0; restart < 2; restart++) {
      registry = new CollectorRegistry();
      try (KafkaPredictor predictor = predictor(broker)) {
        pumpUntil(predictor, Story.tick(39));
        assertThat(predictor.lastTick()).contains(Story.tick(39));
      }
    }

    assertThat(broker.log(broker.topics.deadletter(), 0))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.headers().lastHeader(DeadLetters.REASON).value())
                    .asString(UTF_8)
                    .isEqualTo("future_time"));
    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(37);
    assertThat(warnings(broker)).isNotEmpty();
  }

  @Test
  void isNotReadyWhenItHasNotReadForHalfAMinute() {
    heatingDevice(5);
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(4));
      nanoTime += Duration.ofSeconds(30).toNanos();
      assertThat(predictor.ready()).isTrue();
      nanoTime++;
      assertThat(predictor.ready()).isFalse();
      pump(predictor, 1);
      assertThat(predictor.ready()).isTrue();
    }
  }

  @Test
  void aStandByIsReadyAndSaysThatItOwnsNothing() {
    broker.standBy = true;
    try (KafkaPredictor predictor = predictor(broker)) {
      assertThat(predictor.ready()).isFalse();
      pump(predictor, 1);
      assertThat(predictor.ready()).isTrue();
      assertThat(owned()).isZero();
    }
  }

  @Test
  void saysHowManyPartitionsItOwns() {
    FakeBroker two = new FakeBroker(2);
    KafkaPredictor predictor = predictor(two);
    pump(predictor, 1);
    assertThat(owned()).isEqualTo(2);

    predictor.close();
    assertThat(predictor.ready()).isFalse();
    assertThat(owned()).isZero();
  }

  @Test
  void judgesByTheOutcomesOnTheTopic() {
    heatingDevice(40);
    KafkaPredictor predictor = predictor(broker);
    pumpUntil(predictor, Story.tick(39));
    Warning raised = warnings(broker).get(0);
    Instant at = Story.tick(41);
    broker.outcome(Story.outcome(raised, Outcome.Status.SUCCEEDED, at));
    for (int i = 40; i < 80; i++) {
      broker.frames(0, true, List.of(Story.device(Story.tick(i), 20 + 0.5 * (i - 40))));
    }
    pumpUntil(predictor, Story.tick(79));
    predictor.close();

    List<Warning> issues = warnings(broker);
    assertThat(issues.get(issues.size() - 1).verdict().result()).isEqualTo(Verdict.Result.AVERTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void publishesTheSameWhereverItIsKilled(long seed) {
    World world = new World(seed, 200);
    FakeBroker steady = new FakeBroker(1);
    world.frames.forEach(tick -> steady.frames(0, true, tick));
    try (KafkaPredictor predictor = predictor(steady)) {
      pumpUntil(predictor, Story.tick(199));
    }

    FakeBroker harsh = new FakeBroker(1);
    world.frames.forEach(tick -> harsh.frames(0, true, tick));
    Random random = new Random(seed);
    int deaths = 0;
    boolean done = false;
    while (!done) {
      registry = new CollectorRegistry();
      KafkaPredictor predictor = predictor(harsh);
      harsh.killAt(1 + random.nextInt(250));
      try {
        pumpUntil(predictor, Story.tick(199));
        done = true;
      } catch (FakeBroker.Killed e) {
        deaths++;
      }
      harsh.revive();
    }

    assertThat(deaths).as("seed %d", seed).isGreaterThan(5);
    assertThat(harsh.values(harsh.topics.forecasts()))
        .as("seed %d", seed)
        .isEqualTo(steady.values(steady.topics.forecasts()));
    assertThat(harsh.values(harsh.topics.warnings()))
        .as("seed %d", seed)
        .isEqualTo(steady.values(steady.topics.warnings()));
  }

  @Test
  void aLoopThatIsClosedBeforeItBeginsConnectsToNothing() {
    List<String> connections = new ArrayList<>();
    KafkaPredictor predictor =
        new KafkaPredictor(
            PredictorProperties.defaults(),
            KafkaSettings.of("localhost:9092", broker.topics),
            () -> {
              connections.add("connected");
              return broker.clients();
            },
            TrendForecaster::new,
            CLOCK,
            () -> nanoTime,
            registry);

    predictor.close();
    predictor.run();
    predictor.close();

    assertThat(connections).isEmpty();
  }

  @Test
  void goesOnAfterAFailureWithTheNextPump() {
    heatingDevice(40);
    KafkaPredictor predictor = predictor(broker);
    broker.killAt(30);
    assertThatThrownBy(() -> pumpUntil(predictor, Story.tick(39)))
        .isInstanceOf(FakeBroker.Killed.class);
    broker.revive();
    pumpUntil(predictor, Story.tick(39));

    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(37);
    predictor.close();
  }

  @Test
  void aPositionThatWasSetBackIssuesNothingAnew() {
    heatingDevice(40);
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(39));
    }
    List<String> before = broker.values(broker.topics.warnings());
    broker.committed.clear();
    registry = new CollectorRegistry();
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(39));
    }

    assertThat(broker.values(broker.topics.warnings())).isEqualTo(before);
    assertThat(broker.log(broker.topics.forecasts(), 0)).hasSize(37);
  }

  @Test
  void twoOfThemOnOnePartitionSayTheSameUnderTheSameIds() {
    heatingDevice(60);
    KafkaPredictor one = predictor(broker);
    pumpUntil(one, Story.tick(20));
    registry = new CollectorRegistry();
    // the second one takes over while the first one, cut off, still works
    KafkaPredictor two = predictor(broker);
    pumpUntil(two, Story.tick(59));
    pumpUntil(one, Story.tick(59));

    List<Warning> warnings = warnings(broker);
    assertThat(new HashSet<>(warnings.stream().map(Warning::id).toList())).hasSize(1);
    assertThat(new HashSet<>(warnings))
        .hasSize((int) warnings.stream().map(Warning::issuedAt).distinct().count());
    assertThat(new HashSet<>(broker.values(broker.topics.forecasts()))).hasSize(57);
  }

  @Test
  void eachPartitionHasABrainOfItsOwn() {
    FakeBroker two = new FakeBroker(2);
    for (int i = 0; i < 40; i++) {
      two.frames(0, true, List.of(Story.device(Story.tick(i), 40 - 0.5 * i)));
      two.frames(1, true, List.of(Story.pod(Story.tick(i), 260 + 5.0 * i)));
    }
    try (KafkaPredictor predictor = predictor(two)) {
      pumpUntil(predictor, Story.tick(39));
    }
    int before = two.log(two.topics.warnings(), 0).size();
    assertThat(warnings(two)).extracting(Warning::target).contains(Story.GPU, Story.POD);

    registry = new CollectorRegistry();
    try (KafkaPredictor predictor = predictor(two)) {
      pumpUntil(predictor, Story.tick(39));
    }
    assertThat(two.log(two.topics.warnings(), 0)).hasSize(before);
  }

  @Test
  void thePositionSaysWhereToReadAgainFrom() {
    // longer than the two hours that are read again
    for (int i = 0; i < 500; i++) {
      broker.frames(0, true, List.of(Story.device(Story.tick(i), 30)));
    }
    try (KafkaPredictor predictor = predictor(broker)) {
      pumpUntil(predictor, Story.tick(499));
    }
    String metadata =
        broker
            .committed
            .get("predictor")
            .get(new TopicPartition(broker.topics.frames(), 0))
            .metadata();
    assertThat(metadata).isEqualTo("rebuild-from=19");
    assertThat(Bookmark.offset(metadata)).isEqualTo(19);
    assertThat(Bookmark.offset("")).isZero();
  }

  private void heatingDevice(int ticks) {
    for (int i = 0; i < ticks; i++) {
      broker.frames(0, true, List.of(Story.device(Story.tick(i), 40 - 0.5 * i)));
    }
  }

  private KafkaPredictor predictor(FakeBroker on) {
    return new KafkaPredictor(
        PredictorProperties.defaults(),
        KafkaSettings.of("localhost:9092", on.topics),
        on::clients,
        TrendForecaster::new,
        CLOCK,
        () -> nanoTime,
        registry);
  }

  private double owned() {
    return registry.getSampleValue("sidestep_predictor_partitions");
  }

  private static void pumpUntil(KafkaPredictor predictor, Instant tick) {
    for (int i = 0; i < 5000; i++) {
      predictor.pump(Duration.ZERO);
      if (predictor.lastTick().filter(last -> !last.isBefore(tick)).isPresent()) {
        return;
      }
    }
    throw new AssertionError("tick " + tick + " is not reached, last " + predictor.lastTick());
  }

  private static void pump(KafkaPredictor predictor, int times) {
    for (int i = 0; i < times; i++) {
      predictor.pump(Duration.ZERO);
    }
  }

  private static List<Warning> warnings(FakeBroker on) {
    List<Warning> warnings = new ArrayList<>();
    on.log(on.topics.warnings(), 0).forEach(r -> warnings.add(WarningCodec.decode(r.value())));
    return warnings;
  }
}
