package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.predictor.PredictorMetrics;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.PredictorStep;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.kafka.TickAssembler.Batch;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time from connecting to the first failure. All state of the brain lives here and is built
 * again from the topics by the next session, so a failure needs no repair.
 *
 * <p>Two predictors of one group share the partitions; for a moment both may work on a tick of the
 * same one, and then publish the same bytes under the same ids.
 */
final class KafkaSession implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSession.class);

  private final PredictorProperties properties;
  private final Topics topics;
  private final KafkaClients clients;
  private final Clock clock;
  private final Supplier<? extends Forecaster> forecasters;
  private final PredictorMetrics metrics;
  private final TopicWriter writer;
  private final DeadLetters deadLetters;
  private final KafkaOutcomes outcomes;
  private final Map<Integer, KafkaRoad> roads = new TreeMap<>();
  private final Map<Integer, Instant> lastTicks = new TreeMap<>();

  KafkaSession(
      PredictorProperties properties,
      Topics topics,
      KafkaClients clients,
      Supplier<? extends Forecaster> forecasters,
      Clock clock,
      PredictorMetrics metrics,
      DeadLetterCounter counter) {
    this.properties = properties;
    this.topics = topics;
    this.clients = clients;
    this.forecasters = forecasters;
    this.clock = clock;
    this.metrics = metrics;
    writer = new TopicWriter(clients.producer());
    deadLetters = new DeadLetters(writer, topics, counter);
    outcomes = new KafkaOutcomes(clients.outcomes(), topics.outcomes(), deadLetters, clock);
    clients.frames().subscribe(List.of(topics.frames()), this);
  }

  /** Polls once and works on the ticks that are complete. */
  void pump(Duration maxWait) {
    for (ConsumerRecord<byte[], byte[]> found : clients.frames().poll(maxWait)) {
      KafkaRoad road = roads.get(found.partition());
      if (road != null) {
        take(found, road);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> found, KafkaRoad road) {
    Frame frame;
    try {
      frame = road.read(found, clock.instant());
    } catch (UnreadableRecordException e) {
      if (road.fresh(found)) {
        deadLetters.bury(found, e);
      }
      return;
    }
    if (road.late(frame)) {
      metrics.late();
      return;
    }
    for (Batch batch : road.add(found, frame)) {
      if (road.known(batch)) {
        road.rehearse(batch);
      } else {
        work(found.partition(), road, batch);
      }
      lastTicks.put(found.partition(), batch.tick());
    }
  }

  /** Forecasts before warnings before the position: who sees a warning can see its forecast. */
  private void work(int partition, KafkaRoad road, Batch batch) {
    long start = System.nanoTime();
    // of several predictors the one with the first partition buries what is no outcome
    for (Outcome outcome : outcomes.drain(roads.containsKey(0))) {
      roads.values().forEach(each -> each.note(outcome));
    }
    PredictorStep step = road.work(batch);
    for (Forecast forecast : road.unpublished(step)) {
      send(topics.forecasts(), forecast.target().key(), ForecastCodec.encode(forecast), partition);
    }
    writer.flush();
    for (Warning warning : step.warnings()) {
      send(topics.warnings(), warning.id(), WarningCodec.encode(warning), partition);
      announce(warning);
    }
    writer.flush();
    commit(new TopicPartition(topics.frames(), partition), road.position(batch));
    metrics.record(step);
    metrics.worked(partition, batch.tick(), Duration.ofNanos(System.nanoTime() - start));
  }

  private void send(String topic, String key, byte[] value, int partition) {
    writer.send(
        new ProducerRecord<>(
            topic, null, null, key.getBytes(UTF_8), value, KafkaPast.headers(partition)));
  }

  private static void announce(Warning warning) {
    if (!warning.open()) {
      LOG.info("Judged {}: {}", warning.id(), warning.verdict());
    } else if (warning.raisedAt().equals(warning.issuedAt())) {
      LOG.info("Warning {}, p={}, {}", warning.id(), warning.probability(), warning.eta());
    }
  }

  private void commit(TopicPartition at, OffsetAndMetadata position) {
    try {
      clients.frames().commitSync(Map.of(at, position));
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // whoever owns the partition now finds in the topics what has been published
      LOG.warn("Position {} of {} is not committed: {}", position.offset(), at, e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> positions =
        clients.frames().committed(new HashSet<>(partitions));
    outcomes.drain(partitions.stream().anyMatch(at -> at.partition() == 0));
    Map<Integer, Past> pasts;
    try (var reader = clients.past().get()) {
      Instant horizon = clock.instant().plus(properties.futureSkew());
      pasts = KafkaPast.read(reader, topics, properties.rebuild(), horizon);
    }
    for (TopicPartition at : partitions) {
      OffsetAndMetadata position = positions.get(at);
      Past past = pasts.getOrDefault(at.partition(), new Past(properties.rebuild()));
      long resumeAt = position == null ? 0 : position.offset();
      KafkaRoad road = new KafkaRoad(properties, forecasters.get(), past, resumeAt);
      outcomes.latest().forEach(road::note);
      roads.put(at.partition(), road);
      // where retention has moved on, the consumer goes to the earliest frame there is
      long from = position == null ? 0 : Bookmark.offset(position.metadata());
      clients.frames().seek(at, from);
      LOG.info("Frames partition {}: reads from {}, works from {}", at, from, resumeAt);
    }
    metrics.owns(roads.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition at : partitions) {
      roads.remove(at.partition());
      lastTicks.remove(at.partition());
      metrics.released(at.partition());
    }
    metrics.owns(roads.size());
  }

  /** The tick that all partitions with frames have reached. */
  Optional<Instant> lastTick() {
    return lastTicks.values().stream().min(Instant::compareTo);
  }

  /** Interrupts a call that waits for the broker. May be called by any thread. */
  void wakeup() {
    clients.frames().wakeup();
    clients.outcomes().wakeup();
  }

  @Override
  public void close() {
    metrics.owns(0);
    clients.close();
  }
}
