package dev.sidestep.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ServiceLoopTest {
  private final List<String> happened = new ArrayList<>();
  private final ServiceLoop loop = new ServiceLoop("the loop", () -> happened.add("released"));

  @Test
  void whoClosesGivesBackWhatNobodyRan() {
    loop.close(() -> happened.add("woken"));
    loop.close(() -> happened.add("woken"));
    loop.run(() -> happened.add("turn"));

    assertThat(happened).containsExactly("released");
  }

  @Test
  void givesBackAfterATurnThatThrew() {
    assertThatThrownBy(
            () ->
                loop.run(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    loop.close(() -> happened.add("woken"));

    assertThat(happened).containsExactly("released");
  }

  @Test
  void closingEndsAPauseAndWaitsForTheEnd() throws Exception {
    CountDownLatch pausing = new CountDownLatch(1);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(
            () ->
                loop.run(
                    () -> {
                      pausing.countDown();
                      loop.pause(Duration.ofHours(1));
                    }));
    pausing.await();

    loop.close(() -> {});

    assertThat(happened).as("before close returns").containsExactly("released");
    running.get();
  }

  @Test
  void anInterruptedPauseEndsIt() {
    loop.run(
        () -> {
          happened.add("turn");
          Thread.currentThread().interrupt();
          loop.pause(Duration.ofHours(1));
        });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(happened).containsExactly("turn", "released");
  }
}
