package dev.sidestep.predictor.kafka;

import dev.sidestep.predictor.PredictorMetrics;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.NameTakenException;
import dev.sidestep.service.Passing;
import dev.sidestep.service.ServiceLoop;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The predictor's live body: frames and outcomes in, forecasts and warnings out. Either a conductor
 * calls {@link #pump} on a thread of its own, or {@link #run} loops until {@link #close}. The
 * topics must exist.
 */
public final class KafkaPredictor implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPredictor.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A poll that takes longer, or fails, means that no forecasts come. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private final Supplier<KafkaSession> sessions;
  private final ServiceLoop loop = new ServiceLoop("the predictor", this::end);
  private volatile @Nullable KafkaSession session;
  private final LongSupplier nanoTime;
  private final String name;
  private volatile boolean connected;
  private volatile long polledAt;
  private volatile Optional<Instant> lastTick = Optional.empty();

  /**
   * Makes a predictor; it connects with the first {@link #pump}.
   *
   * @param forecasters makes a forecaster without a past, one for each partition of frames
   * @param clock that the frames' time is measured by
   * @param registry gets the predictor's metrics
   */
  public KafkaPredictor(
      PredictorProperties properties,
      KafkaSettings kafka,
      Supplier<? extends Forecaster> forecasters,
      Clock clock,
      CollectorRegistry registry) {
    this(
        properties,
        kafka,
        () -> KafkaClients.open(properties, kafka),
        forecasters,
        clock,
        System::nanoTime,
        registry);
  }

  KafkaPredictor(
      PredictorProperties properties,
      KafkaSettings kafka,
      Supplier<KafkaClients> clients,
      Supplier<? extends Forecaster> forecasters,
      Clock clock,
      LongSupplier nanoTime,
      CollectorRegistry registry) {
    this.nanoTime = nanoTime;
    name = KafkaClients.name(properties, kafka);
    PredictorMetrics metrics = new PredictorMetrics(registry);
    DeadLetterCounter letters = new DeadLetterCounter(registry);
    letters.watch(kafka.topics().frames());
    letters.watch(kafka.topics().outcomes());
    sessions =
        () ->
            open(
                clients.get(),
                connected ->
                    new KafkaSession(
                        properties,
                        kafka.topics(),
                        connected,
                        forecasters,
                        clock,
                        metrics,
                        letters));
  }

  /** A session that cannot begin must not leave connections behind. */
  private static KafkaSession open(
      KafkaClients clients, java.util.function.Function<KafkaClients, KafkaSession> begin) {
    try {
      return begin.apply(clients);
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  /**
   * Polls once, works on the ticks that are complete, publishes, commits. After a failure nothing
   * is lost: the next call connects anew and goes on from what was committed.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not do what is asked
   */
  public void pump(Duration maxWait) {
    KafkaSession current = session;
    if (current == null) {
      current = sessions.get();
      session = current;
    }
    try {
      current.pump(maxWait);
      lastTick = current.lastTick().or(() -> lastTick);
      polledAt = nanoTime.getAsLong();
      connected = true;
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  /** The tick that has been worked on last on each partition that has frames. Any thread. */
  public Optional<Instant> lastTick() {
    return lastTick;
  }

  /**
   * Whether it is connected and has polled in the last 30 s of the wall. Any thread. A stand-by,
   * which owns no partition as long as another predictor works, is ready too: else a rolling update
   * would wait for it for ever.
   */
  public boolean ready() {
    return connected && nanoTime.getAsLong() - polledAt <= STALE.toNanos();
  }

  /**
   * Pumps until closed. A broker that is away for a while is waited for.
   *
   * @throws org.apache.kafka.common.KafkaException when trying again cannot help
   */
  @Override
  public void run() {
    loop.run(this::pumpPatiently);
  }

  private void pumpPatiently() {
    try {
      pump(WAIT);
    } catch (WakeupException e) {
      LOG.debug("Woken up to close");
    } catch (RuntimeException e) {
      if (!Passing.is(e)) {
        throw NameTakenException.of(e, "predictor", name)
            .map(RuntimeException.class::cast)
            .orElse(e);
      }
      LOG.warn("Connects again in {}: {}", PAUSE, e.toString());
      loop.pause(PAUSE);
    }
  }

  /** Ends {@link #run} and waits up to 4 s for it; without it, to be called by who pumps. */
  @Override
  public void close() {
    loop.close(
        () -> {
          KafkaSession current = session;
          if (current != null) {
            current.wakeup();
          }
        });
  }

  private void end() {
    connected = false;
    KafkaSession current = session;
    session = null;
    if (current != null) {
      current.close();
    }
  }
}
