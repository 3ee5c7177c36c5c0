package dev.sidestep.remediator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the group still counts on this member. A process that stood still does not know that
 * another one has taken over, nor does one that reaches the brokers but not the group's
 * coordinator: polls go on there. So only a commit is a proof, and when the last one is a while ago
 * it asks by another, of what is dealt with: the group refuses that of a former member. Used by the
 * consumer's thread, but for {@link #heardWithin}.
 */
final class KafkaMembership {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaMembership.class);

  /** Shorter than any session timeout: within it nobody else has been given the lead. */
  private static final Duration SURE = Duration.ofSeconds(5);

  private static final Duration ASKING = Duration.ofSeconds(5);
  private static final long NEVER = Long.MIN_VALUE;

  private final Consumer<byte[], byte[]> warnings;
  private final LongSupplier nanoTime;
  private final AtomicLong heardAt = new AtomicLong(NEVER);

  private long provenAt = NEVER;

  /** What was polled and is not dealt with yet. */
  private ConsumerRecords<byte[], byte[]> open = ConsumerRecords.empty();

  KafkaMembership(Consumer<byte[], byte[]> warnings, LongSupplier nanoTime) {
    this.warnings = warnings;
    this.nanoTime = nanoTime;
  }

  void polled(ConsumerRecords<byte[], byte[]> batch) {
    open = batch;
  }

  /** The batch is dealt with, or will be polled again. */
  void closed() {
    open = ConsumerRecords.empty();
  }

  /** What there was to read was read: good for health, and no proof of anything else. */
  void heard() {
    heardAt.set(nanoTime.getAsLong());
  }

  /**
   * The group has taken a commit: we were who we were when it was sent. By the time its answer is
   * read the process may have stood still for long.
   */
  void proven(long sentAt) {
    provenAt = sentAt;
    heard();
  }

  /** The clock of {@link #proven}; nanoseconds. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** Somebody else may have the lead: ask before anything else is done. */
  void doubt() {
    provenAt = NEVER;
  }

  boolean heardWithin(Duration time) {
    return within(time, heardAt.get());
  }

  private boolean within(Duration time, long at) {
    return at != NEVER && nanoTime.getAsLong() - at <= time.toNanos();
  }

  /** Whether this is still a member; asks the group when that is not certain. */
  boolean holds() {
    if (within(SURE, provenAt)) {
      return true;
    }
    long sentAt = now();
    try {
      warnings.commitSync(dealtWith(), ASKING);
    } catch (RebalanceInProgressException e) {
      LOG.debug("the group is being rearranged: {}", e.getMessage());
      return false;
    } catch (CommitFailedException e) {
      LOG.info("the group has gone on without this remediator: {}", e.getMessage());
      return false;
    }
    proven(sentAt);
    return within(SURE, sentAt);
  }

  private Map<TopicPartition, OffsetAndMetadata> dealtWith() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : warnings.assignment()) {
      long next =
          open.records(partition).stream()
              .findFirst()
              .map(ConsumerRecord::offset)
              .orElseGet(() -> warnings.position(partition, ASKING));
      offsets.put(partition, new OffsetAndMetadata(next));
    }
    return offsets;
  }
}
