package dev.sidestep.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a person should hear of a broker that is asked again and again: that it has been silent for
 * a while, ever more rarely that it still is, and that it answers again. One thread tells it the
 * answers; any may ask {@link #answeredWithin}.
 */
final class BrokerSilence {
  /** One question may get lost, two do not. */
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);

  private static final Backoff REMINDERS =
      new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(30));

  private final String setting;
  private final String servers;
  private final LongSupplier nanoTime;
  private volatile boolean everAnswered;
  private volatile long heardAt;
  private int lines;
  private Duration nextLine = WORTH_A_LINE;

  /**
   * Silence begins now.
   *
   * @param setting that says where the broker is, for example {@code kafka.bootstrap-servers}
   * @param servers its value
   * @param nanoTime a clock that only grows
   */
  BrokerSilence(String setting, String servers, LongSupplier nanoTime) {
    this.setting = setting;
    this.servers = servers;
    this.nanoTime = nanoTime;
    this.heardAt = nanoTime.getAsLong();
  }

  /** The broker has answered; gives the line that says so where its silence was told. */
  Optional<String> answer() {
    Duration silent = silence();
    heardAt = nanoTime.getAsLong();
    everAnswered = true;
    if (lines == 0) {
      return Optional.empty();
    }
    lines = 0;
    nextLine = WORTH_A_LINE;
    return Optional.of(
        "the broker at %s %s answers after %d s of silence"
            .formatted(setting, servers, silent.toSeconds()));
  }

  /** The broker has not answered; gives the line that says so where one is due. */
  Optional<String> noAnswer() {
    Duration silent = silence();
    if (silent.compareTo(nextLine) < 0) {
      return Optional.empty();
    }
    lines++;
    nextLine = silent.plus(REMINDERS.after(lines));
    return Optional.of(
        "%s is %s, and no broker has answered there for %d s; start the broker or correct the"
                .formatted(setting, servers, silent.toSeconds())
            + " setting (it is asked again until it answers)");
  }

  /** Whether the last answer is no older; not before the first one. */
  boolean answeredWithin(Duration time) {
    return everAnswered && silence().compareTo(time) <= 0;
  }

  private Duration silence() {
    return Duration.ofNanos(nanoTime.getAsLong() - heardAt);
  }
}
