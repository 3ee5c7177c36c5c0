package dev.sidestep.collector;

import dev.sidestep.contracts.Topics;
import dev.sidestep.service.Backoff;
import dev.sidestep.service.DirectoryLock;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.NameTakenException;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collector as a running service: telemetry in, frames out, on threads of Kafka Streams. The
 * topics must exist.
 */
public final class CollectorService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorService.class);
  private static final Duration CLOSING = Duration.ofSeconds(4);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofMillis(25_600));

  private final CollectorProperties properties;
  private final KafkaSettings kafka;
  private final CollectorMetrics metrics;
  private final DirectoryLock lock;
  private final KafkaStreams streams;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * Makes the service; {@link #start} runs it.
   *
   * @param clock tells events of the future and silence; event time itself comes from the payloads
   * @param registry gets the collector's metrics
   * @throws IllegalArgumentException when a name file cannot be used
   * @throws dev.sidestep.service.DirectoryUnusableException when another collector has the state
   *     directory, or it cannot be written
   */
  public CollectorService(
      CollectorProperties properties,
      KafkaSettings kafka,
      Clock clock,
      CollectorRegistry registry) {
    this.properties = properties;
    this.kafka = kafka;
    metrics = new CollectorMetrics(registry);
    metrics.watch(kafka.topics().telemetry());
    Topology topology = KafkaCollectorTopology.of(properties, kafka.topics(), clock, metrics);
    lock =
        DirectoryLock.take(
            properties.streams().stateDir(), "state directory", "collector.streams.state-dir");
    streams = streams(topology);
    streams.setUncaughtExceptionHandler(this::answer);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            failuresInARow.set(0);
          }
        });
  }

  /** The topic that keeps the collector's state; where it is missing, Kafka Streams makes it. */
  public static String changelog(Topics names) {
    return application(names) + "-" + KafkaCollectorTopology.STORE + "-changelog";
  }

  private static String application(Topics names) {
    return names.prefix() + "collector";
  }

  public void start() {
    streams.start();
  }

  /** Whether the partitions are assigned, the state is restored and records flow. */
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Why the collector has stopped by itself; empty while it has not. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Commits and leaves the group, so that the next collector need not wait for a time-out. */
  @Override
  public void close() {
    closing.countDown();
    CloseOptions leaving =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSING);
    if (!streams.close(leaving)) {
      LOG.warn("The collector's stream threads have not ended within {}", CLOSING);
    }
    lock.close();
  }

  /** Kafka Streams, where it can be made; where not, the state directory is let go again. */
  private KafkaStreams streams(Topology topology) {
    try {
      return new KafkaStreams(topology, settings());
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private StreamThreadExceptionResponse answer(Throwable thrown) {
    if (!passing(thrown)) {
      String name = kafka.properties().getOrDefault(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "");
      failure.set(
          NameTakenException.of(thrown, "collector", name)
              .map(Throwable.class::cast)
              .orElse(thrown));
      metrics.failed("stopped");
      LOG.error("The collector stops: {}", thrown.toString(), thrown);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = BACKOFF.after(failuresInARow.incrementAndGet());
    metrics.failed("replaced");
    LOG.warn("A stream thread failed and is replaced in {}: {}", wait, thrown.toString());
    return closingWithin(wait)
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private boolean closingWithin(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether trying again can help: the broker was away, or the topics are still to be made. */
  private static boolean passing(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException || cause instanceof MissingSourceTopicException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Streams' settings. Linger is zero because a frame that waits is a warning that comes late;
   * caching, not batching, keeps the changelog small.
   */
  private Properties settings() {
    CollectorProperties.Streams streaming = properties.streams();
    String name = application(kafka.topics());
    Properties settings = kafka.common(name);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streaming.threads());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, streaming.stateDir().toString());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streaming.commitInterval().toMillis());
    settings.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        streaming.guarantee() == CollectorProperties.Guarantee.EXACTLY_ONCE
            ? StreamsConfig.EXACTLY_ONCE_V2
            : StreamsConfig.AT_LEAST_ONCE);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    // there is no global thread; without this each start warns about its handler
    settings.put("processing.exception.handler.global.enabled", true);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    int session = Math.toIntExact(streaming.sessionTimeout().toMillis());
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / 3);
    settings.putAll(kafka.properties());
    return settings;
  }
}
