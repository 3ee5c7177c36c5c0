package dev.sidestep.remediator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaMembershipTest {
  private static final TopicPartition PARTITION = new TopicPartition("sidestep.warnings", 0);

  private final Group group = new Group();
  private long nanos = -7; // a monotonic clock begins anywhere
  private final KafkaMembership membership = new KafkaMembership(group, () -> nanos);

  @BeforeEach
  void join() {
    group.assign(List.of(PARTITION));
    group.updateBeginningOffsets(Map.of(PARTITION, 0L));
    for (int i = 0; i < 3; i++) {
      group.addRecord(new ConsumerRecord<>("sidestep.warnings", 0, i, new byte[0], new byte[0]));
    }
  }

  @Test
  void asksNobodyWhileItHasJustHeardOfTheGroup() {
    membership.proven(nanos);
    pass(Duration.ofSeconds(4));

    assertThat(membership.holds()).isTrue();
    assertThat(group.commits).isEmpty();
  }

  @Test
  void asksAfterAGapAndPassesNothingOffAsDealtWith() {
    membership.proven(nanos);
    pass(Duration.ofSeconds(62));
    membership.polled(group.poll(Duration.ZERO));

    assertThat(membership.holds()).isTrue();
    membership.closed();
    assertThat(membership.holds()).as("it has just asked").isTrue();
    assertThat(group.commits).containsExactly(0L);

    pass(Duration.ofSeconds(62));
    assertThat(membership.holds()).isTrue();
    assertThat(group.commits).containsExactly(0L, 3L);
  }

  @Test
  void knowsAfterAGapThatTheGroupHasGoneOnWithoutIt() {
    membership.proven(nanos);
    group.goneOn = true;
    pass(Duration.ofSeconds(62));

    assertThat(membership.holds()).isFalse();
    assertThat(membership.holds()).as("asked again").isFalse();
  }

  @Test
  void readingOnIsNoProofThatTheGroupStillCountsOnIt() {
    membership.proven(nanos);
    group.goneOn = true;
    pass(Duration.ofSeconds(4));
    membership.heard();
    assertThat(membership.holds()).as("shorter than any session").isTrue();

    pass(Duration.ofSeconds(2));
    membership.heard();

    assertThat(membership.holds()).isFalse();
    assertThat(membership.heardWithin(Duration.ofSeconds(1)))
        .as("health is another matter")
        .isTrue();
  }

  /** The group may have answered long before a process that stood still reads it. */
  @Test
  void aProofIsAsOldAsItsQuestion() {
    group.duringCommit = () -> pass(Duration.ofSeconds(60));
    assertThat(membership.holds()).isFalse();

    group.duringCommit = () -> {};
    assertThat(membership.holds()).isTrue();
    assertThat(group.commits).hasSize(2);
  }

  @Test
  void asksAtOnceWhenInDoubt() {
    membership.proven(nanos);
    membership.doubt();

    assertThat(membership.holds()).isTrue();
    assertThat(group.commits).hasSize(1);
  }

  @Test
  void saysHowLongAgoItHeardOfTheBroker() {
    assertThat(membership.heardWithin(Duration.ofDays(1))).as("never").isFalse();
    membership.heard();
    pass(Duration.ofSeconds(30));
    assertThat(membership.heardWithin(Duration.ofSeconds(30))).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(membership.heardWithin(Duration.ofSeconds(30))).isFalse();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static final class Group extends MockConsumer<byte[], byte[]> {
    final List<Long> commits = new ArrayList<>();
    Runnable duringCommit = () -> {};
    boolean goneOn;

    Group() {
      super("earliest");
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (goneOn) {
        throw new CommitFailedException("injected: not a member");
      }
      commits.add(offsets.get(PARTITION).offset());
      duringCommit.run();
    }
  }
}
