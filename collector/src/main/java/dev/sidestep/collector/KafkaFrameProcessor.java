package dev.sidestep.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.collector.frame.Aligner;
import dev.sidestep.collector.frame.ClosedTick;
import dev.sidestep.collector.naming.NameMap;
import dev.sidestep.collector.naming.Naming;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.MetricPoint;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import dev.sidestep.service.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One partition's road from telemetry to frames. The aligner lives in memory; what a record changes
 * in it goes to the store, and so to the changelog, before the record counts as done.
 */
final class KafkaFrameProcessor implements Processor<byte[], byte[], KafkaRoute, byte[]> {
  /** How often the clock is looked at, in wall time: a fraction of the shortest idle timeout. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Without a look for so long, in wall time. */
  private static final Duration STANDSTILL = LOOK.multipliedBy(10);

  private final CollectorProperties.Frames settings;
  private final NameMap names;
  private final Topics topics;
  private final Clock clock;
  private final CollectorMetrics metrics;
  private ProcessorContext<KafkaRoute, byte[]> context;
  private KeyValueStore<String, byte[]> store;
  private @Nullable Aligner restored;
  private Instant awakeSince = Instant.MIN;
  private Instant lookedAt = Instant.MIN;
  private long lookedAtWall;
  private long forgotten;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  KafkaFrameProcessor(
      CollectorProperties.Frames settings,
      NameMap names,
      Topics topics,
      Clock clock,
      CollectorMetrics metrics) {
    this.settings = settings;
    this.names = names;
    this.topics = topics;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<KafkaRoute, byte[]> context) {
    this.context = context;
    store = context.getStateStore(KafkaCollectorTopology.STORE);
    restored = null;
    forgotten = 0;
    awakeSince = clock.instant();
    lookedAt = awakeSince;
    lookedAtWall = context.currentSystemTimeMs();
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::lookAtClock);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Aligner aligner = aligner();
    Instant now = clock.instant();
    Map<Reason, UnreadableRecordException> refusals = new EnumMap<>(Reason.class);
    for (MetricPoint point : read(record.value(), refusals)) {
      take(names.name(point, now), aligner, now, refusals);
    }
    // one letter a reason, however many points are bad: a payload cannot multiply itself
    refusals.values().forEach(why -> bury(record, why));
    publish(aligner.closeDue());
    save(aligner);
    measureLag(aligner, now);
  }

  @Override
  public void close() {
    metrics.released(context.taskId().partition());
  }

  private void lookAtClock(long wallTime) {
    Instant now = clock.instant();
    Aligner aligner = aligner();
    // also where nothing comes: that is when it matters
    measureLag(aligner, now);
    if (stoodStill(now, wallTime)) {
      awakeSince = now;
    }
    lookedAt = now;
    lookedAtWall = wallTime;
    // after a start or a standstill the backlog has to be read first; it is old, not absent
    if (!settings.closesByClock() || now.isBefore(awakeSince.plus(settings.idleTimeout()))) {
      return;
    }
    List<ClosedTick> closed = aligner.closeIdle(now, settings.idleTimeout());
    if (!closed.isEmpty()) {
      publish(closed);
      save(aligner);
    }
  }

  /**
   * The process was stopped, or got no processor. By the wall too: a fast clock leaps each look.
   */
  private boolean stoodStill(Instant now, long wallTime) {
    return now.isAfter(lookedAt.plus(settings.idleTimeout()))
        && wallTime - lookedAtWall > STANDSTILL.toMillis();
  }

  private void measureLag(Aligner aligner, Instant now) {
    aligner
        .watermark()
        .ifPresent(at -> metrics.lag(context.taskId().partition(), Duration.between(at, now)));
  }

  private static List<MetricPoint> read(
      byte @Nullable [] payload, Map<Reason, UnreadableRecordException> refusals) {
    try {
      if (payload == null) {
        throw new UnreadableRecordException(Reason.MALFORMED, "the record has no payload");
      }
      return TelemetryCodec.decode(payload);
    } catch (UnreadableRecordException e) {
      refusals.put(e.reason(), e);
      return List.of();
    }
  }

  private void take(
      Naming naming,
      Aligner aligner,
      Instant now,
      Map<Reason, UnreadableRecordException> refusals) {
    if (naming instanceof Naming.Named named) {
      metrics.accepted(aligner.accept(named.measurement(), now));
    } else if (naming instanceof Naming.Unmapped unmapped) {
      metrics.unmapped(unmapped.metric());
    } else if (naming instanceof Naming.NoTarget) {
      metrics.noTarget();
    } else if (naming instanceof Naming.Blank) {
      metrics.blank();
    } else if (naming instanceof Naming.Refused refused) {
      metrics.refused(refused.why().reason());
      refusals.putIfAbsent(refused.why().reason(), refused.why());
    }
  }

  private void publish(List<ClosedTick> ticks) {
    int partition = context.taskId().partition();
    for (ClosedTick tick : ticks) {
      Headers headers =
          new RecordHeaders()
              .add(Topics.TICK_SIZE, String.valueOf(tick.frames().size()).getBytes(UTF_8));
      for (Frame frame : tick.frames()) {
        context.forward(
            new Record<>(
                new KafkaRoute(frame.target().key(), partition),
                FrameCodec.encode(frame),
                tick.end().toEpochMilli(),
                headers),
            KafkaCollectorTopology.FRAMES);
        metrics.published(frame);
      }
      metrics.closed(partition, tick.end());
    }
    if (!ticks.isEmpty()) {
      context.commit();
    }
  }

  private void bury(Record<byte[], byte[]> record, UnreadableRecordException why) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Headers headers = DeadLetters.headers(why, origin.topic(), origin.partition(), origin.offset());
    context.forward(
        new Record<>(
            new KafkaRoute(topics.telemetry(), origin.partition()),
            record.value(),
            record.timestamp(),
            headers),
        KafkaCollectorTopology.DEAD_LETTERS);
    metrics.buried(origin.topic(), why.reason());
  }

  private void save(Aligner aligner) {
    aligner.save(store::put);
    metrics.kept(context.taskId().partition(), aligner.targets(), aligner.forgotten() - forgotten);
    forgotten = aligner.forgotten();
  }

  /** The aligner as the store has it; made at its first use, when the store is surely restored. */
  private Aligner aligner() {
    Aligner aligner = restored;
    if (aligner == null) {
      aligner = new Aligner(settings.alignment());
      try (KeyValueIterator<String, byte[]> entries = store.all()) {
        while (entries.hasNext()) {
          KeyValue<String, byte[]> entry = entries.next();
          aligner.restore(entry.key, entry.value);
        }
      }
      restored = aligner;
    }
    return aligner;
  }
}
