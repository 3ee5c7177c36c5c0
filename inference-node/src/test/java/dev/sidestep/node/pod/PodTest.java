package dev.sidestep.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.node.pod.PodStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MIB = 1 << 20;
  private static final int TOKENS_PER_SECOND = 1000;
  private static final Pod.Rules RULES =
      new Pod.Rules(Duration.ofSeconds(5), 3, Duration.ofSeconds(2), 100 * MIB, 200 * MIB);

  private final TwinLine line = new TwinLine(() -> TOKENS_PER_SECOND);
  private final Pod pod = new Pod("pod-a", RULES, line, START);

  @Test
  void becomesReadyAfterItsStartTimeAndWarmAfterItsWarmUp() {
    pod.advance(at(4.9), 0);
    assertThat(pod.phase()).isEqualTo(Phase.STARTING);
    assertThat(pod.offer(1, at(4.9), 10)).isInstanceOf(Offer.Refused.class);

    pod.advance(at(5), 0);
    pod.warmUp(at(5), 500);
    assertThat(pod.phase()).isEqualTo(Phase.READY);
    assertThat(pod.warm()).isFalse();

    pod.advance(at(6), 0);
    assertThat(pod.warm()).isTrue();
  }

  @Test
  void servesInOrderAtTheSpeedOfTheDevice() {
    ready();

    assertThat(pod.offer(1, at(10), 500)).isEqualTo(new Offer.Accepted(at(10), at(10.5)));
    assertThat(pod.offer(2, at(10.1), 100)).isEqualTo(new Offer.Accepted(at(10.5), at(10.6)));

    assertThat(pod.running()).isEqualTo(1);
    assertThat(pod.waiting()).isEqualTo(1);
    assertThat(pod.finishDue(at(10.55))).extracting(Completion::request).containsExactly(1L);
    assertThat(pod.finishDue(at(10.6)))
        .containsExactly(new Completion(2, "pod-a", at(10.1), at(10.6), false, ""));
    assertThat(pod.closeSecond().p99Seconds()).hasValue(0.5);
  }

  @Test
  void twoPodsOnOneDeviceWaitForEachOther() {
    Pod other = new Pod("pod-b", RULES, line, START);
    ready();
    other.advance(at(5), 0);

    pod.offer(1, at(10), 1000);

    assertThat(other.offer(2, at(10), 100)).isEqualTo(new Offer.Accepted(at(11), at(11.1)));
    assertThat(line.load(at(10), at(11))).isEqualTo(1);
    assertThat(line.load(at(11), at(12))).isEqualTo(0.1);
  }

  @Test
  void aFullQueueSaysWhenToComeBack() {
    ready();
    for (int request = 0; request < 4; request++) {
      assertThat(pod.offer(request, at(10), 2500)).isInstanceOf(Offer.Accepted.class);
    }

    Offer offer = pod.offer(9, at(10), 10);

    assertThat(offer)
        .isEqualTo(
            new Offer.Refused(
                Offer.Cause.FULL,
                Duration.ofSeconds(3),
                "pod pod-a has 3 requests waiting, its queue is full"));
    assertThat(pod.closeSecond().failed()).isEqualTo(1);
  }

  @Test
  void drainingServesWhatStillArrivesAndStopsOnceItIsQuiet() {
    ready();
    pod.offer(1, at(10), 1000);
    pod.drain(at(10));
    pod.offer(2, at(11.5), 500);

    assertThat(pod.finishDue(at(13))).extracting(Completion::failed).containsExactly(false, false);
    pod.advance(at(13), 0);
    assertThat(pod.phase()).isEqualTo(Phase.DRAINING);

    pod.advance(at(14), 0);
    assertThat(pod.phase()).isEqualTo(Phase.STOPPED);
    assertThat(pod.reason()).isEqualTo("drained");
    assertThat(pod.offer(3, at(14), 10)).isInstanceOf(Offer.Refused.class);
  }

  @Test
  void isKilledAboveItsMemoryLimitAndFailsWhatItServed() {
    ready();
    pod.offer(1, at(10), 1000);
    assertThat(pod.advance(at(10.2), 90 * MIB)).isEmpty();

    List<Completion> failed = pod.advance(at(10.5), 101 * MIB);

    assertThat(pod.phase()).isEqualTo(Phase.KILLED);
    assertThat(pod.reason()).startsWith("OOMKilled");
    assertThat(failed).extracting(Completion::request).containsExactly(1L);
    assertThat(failed.get(0).failed()).isTrue();
    assertThat(failed.get(0).at()).isEqualTo(at(10.5));
    assertThat(line.load(at(10), at(11))).as("it works until it is killed").isEqualTo(0.5);
    assertThat(pod.closeSecond().memoryBytes()).isZero();
  }

  @Test
  void realHardwareSaysItselfWhenItIsDone() {
    Pod real = new Pod("pod-c", RULES, new OpenLine(2), START);
    real.advance(at(5), 0);

    real.offer(1, at(10), 1000);
    real.offer(2, at(10), 1000);
    real.offer(3, at(10), 1000);

    assertThat(real.running()).isEqualTo(2);
    assertThat(real.waiting()).isEqualTo(1);
    assertThat(real.finishDue(at(100))).isEmpty();
    assertThat(real.finish(2, at(10.2)))
        .extracting(Completion::duration)
        .containsExactly(Duration.ofMillis(200));
    assertThat(real.lose(3, at(11), "no")).extracting(Completion::failed).containsExactly(true);
  }

  private void ready() {
    pod.advance(at(5), 0);
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }
}
