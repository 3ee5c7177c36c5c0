package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Topics;
import dev.sidestep.remediator.cluster.Cluster;
import dev.sidestep.remediator.cluster.PodProbe;
import dev.sidestep.service.Backoff;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.NameTakenException;
import dev.sidestep.service.ServiceLoop;
import dev.sidestep.service.TopicReading;
import dev.sidestep.service.TopicTail;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The remediator between its topics. It decides when an issue of a warning arrives, with all frames
 * and forecasts read first, and acts when {@link #step} is called.
 *
 * <p>Only the owner of the warnings topic decides and acts: Kafka gives all its partitions to one
 * member of the group. Who becomes the owner reads the outcomes first and takes over what it finds
 * unfinished. Not thread-safe but for {@link #close} and {@link #healthy}: one thread drives either
 * {@link #run}, or {@link #pump} and {@link #step}.
 */
public final class KafkaRemediator implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaRemediator.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration HEALTHY = Duration.ofSeconds(30);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  private static final int JOIN_POLLS = 600;
  private static final String CLIENT = "sidestep-remediator";
  private static final String GROUP = "remediator";

  private final Topics topics;

  /** Under which the group knows this one over a restart; empty where it is given none. */
  private final String name;

  private final Clock clock;
  private final Consumer<byte[], byte[]> warnings;
  private final TopicTail context;
  private final TopicWriter writer;
  private final KafkaLetters letters;
  private final Remediator remediator;
  private final KafkaLead lead;
  private final KafkaMembership membership;
  private final KafkaOutcomes outcomes;
  private final ServiceLoop loop = new ServiceLoop("the remediator", this::release);
  private final StepRate steps = new StepRate();
  private int failures;

  public KafkaRemediator(
      KafkaSettings kafka,
      RemediatorProperties properties,
      Cluster cluster,
      PodProbe probe,
      CollectorRegistry registry,
      Clock clock) {
    this.topics = kafka.topics();
    this.name = kafka.properties().getOrDefault(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "");
    this.clock = clock;
    this.writer = new TopicWriter(kafka.producer(CLIENT));
    RemediatorMetrics metrics = new RemediatorMetrics(registry, properties.mode());
    this.letters =
        new KafkaLetters(
            topics, properties.futureSkew(), writer, new DeadLetterCounter(registry), metrics);
    this.outcomes = new KafkaOutcomes(kafka, writer, metrics);
    this.context =
        new TopicTail(
            kafka,
            CLIENT + "-context",
            List.of(topics.frames(), topics.forecasts()),
            properties.recordsBack());
    this.warnings = sticky(kafka).consumer(CLIENT, GROUP);
    this.membership = new KafkaMembership(warnings, System::nanoTime);
    this.remediator = new Remediator(properties, cluster, probe, this::write, metrics);
    this.lead = new KafkaLead(warnings, topics.warnings(), outcomes, remediator, metrics);
    warnings.subscribe(List.of(topics.warnings()), lead);
  }

  /**
   * Polls once, decides, publishes, commits.
   *
   * @return how many records of the warnings topic were dealt with
   */
  public int pump(Duration maxWait) {
    ConsumerRecords<byte[], byte[]> batch = warnings.poll(maxWait);
    membership.polled(batch);
    try {
      lead.takeIfOwner();
      context.pumpToEnd(letter -> letters.learn(letter, clock.instant(), remediator));
      if (!lead.taken()) {
        lead.rewind(batch);
        membership.heard();
        return 0;
      }
      if (!membership.holds()) {
        lead.rewind(batch);
        return 0;
      }
      decide(batch);
      writer.flush();
    } catch (RuntimeException e) {
      lead.rewind(batch);
      throw e;
    } finally {
      membership.closed();
    }
    membership.heard();
    if (!batch.isEmpty()) {
      commit();
    }
    return batch.count();
  }

  /**
   * Pumps until every warning that is there now has been decided on.
   *
   * @throws TimeoutException when the group does not make this the owner within a minute
   */
  public void pumpToEnd() {
    pump(Duration.ZERO);
    Map<TopicPartition, Long> ends = null;
    int standingBy = 0;
    while (true) {
      if (!lead.taken()) {
        ends = null;
        if (++standingBy > JOIN_POLLS) {
          throw new TimeoutException(
              "not the owner of " + topics.warnings() + " after a minute; does another one run?");
        }
      } else if (ends == null) {
        ends = context.ends(lead.owned());
      }
      if (ends != null && TopicReading.reached(warnings, ends)) {
        return;
      }
      pump(POLL);
    }
  }

  /** Does the next step of the plan that is being carried out, if there is one and we lead. */
  public void step(Instant now) {
    if (lead.taken() && membership.holds()) {
      remediator.step(now);
    }
  }

  /**
   * Whether the topics could be read a moment ago, and this one either leads or stands by for one
   * that does; may be asked by any thread.
   */
  public boolean healthy() {
    return membership.heardWithin(HEALTHY) && !lead.split();
  }

  /** Whether this is the one that decides and acts. */
  public boolean leading() {
    return lead.taken();
  }

  /** The plan that is being carried out, as it stands. */
  public Optional<Outcome> running() {
    return remediator.running();
  }

  /**
   * Pumps and steps until closed; failures are logged and tried again, ever more slowly.
   *
   * @throws NameTakenException when another one has joined under the same name
   */
  @Override
  public void run() {
    loop.run(this::turn);
  }

  private void turn() {
    try {
      pump(POLL);
      Instant now = clock.instant();
      if (steps.due(now)) {
        step(now);
      }
      failures = 0;
    } catch (WakeupException e) {
      LOG.debug("woken up to close");
    } catch (RuntimeException e) {
      Optional<NameTakenException> taken = NameTakenException.of(e, "remediator", name);
      if (taken.isPresent()) {
        throw taken.get();
      }
      failures++;
      LOG.warn("attempt {} failed, trying again: {}", failures, e.toString());
      loop.pause(BACKOFF.after(failures));
    }
  }

  /** Ends the loop, if it runs, and gives everything back. */
  @Override
  public void close() {
    loop.close(warnings::wakeup);
  }

  /** A remediator that joins as a stand-by must not take the lead from one that is in a move. */
  private static KafkaSettings sticky(KafkaSettings kafka) {
    Map<String, String> properties = new HashMap<>(kafka.properties());
    properties.putIfAbsent(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaSettings(kafka.bootstrapServers(), kafka.topics(), properties);
  }

  private void release() {
    warnings.close();
    context.close();
    writer.close();
  }

  /** Whoever stood still between a step and its record must not write over its successor's. */
  private void write(Outcome outcome) {
    if (!membership.holds()) {
      throw new IllegalStateException(
          "plan "
              + outcome.plan().id()
              + " may be another remediator's by now; nothing is written");
    }
    outcomes.write(outcome);
  }

  private void commit() {
    long sentAt = membership.now();
    try {
      warnings.commitSync();
      membership.proven(sentAt);
    } catch (RebalanceInProgressException e) {
      LOG.debug("the group is being rearranged before a commit: {}", e.getMessage());
      membership.doubt();
    } catch (CommitFailedException e) {
      LOG.info("another remediator took over before the commit; it decides again");
      membership.doubt();
    }
  }

  private void decide(ConsumerRecords<byte[], byte[]> batch) {
    List<KafkaLetters.Read> read = letters.warnings(batch);
    remediator.decide(
        read.stream().map(KafkaLetters.Read::warning).toList(),
        clock.instant(),
        (warning, why) ->
            read.stream()
                .filter(one -> one.warning().equals(warning))
                .findFirst()
                .ifPresent(one -> letters.undecidable(one, why)));
  }
}
