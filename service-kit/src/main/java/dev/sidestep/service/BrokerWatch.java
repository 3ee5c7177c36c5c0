package dev.sidestep.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker every two seconds whether it is there. Kafka's clients wait for it without a
 * word; so this one tells the log, and readiness asks {@link #answers}.
 */
public final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  /** A broker that has not answered for longer is away. */
  public static final Duration RECENT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Question question;
  private final BrokerSilence silence;
  private final ServiceLoop loop;

  BrokerWatch(Question question, BrokerSilence silence) {
    this.question = question;
    this.silence = silence;
    this.loop = new ServiceLoop("the broker watch", question::close);
  }

  /**
   * Begins to ask, on a thread of its own.
   *
   * @param setting that says where the broker is, for example {@code kafka.bootstrap-servers}
   * @throws org.apache.kafka.common.KafkaException when the settings make no client
   */
  public static BrokerWatch start(KafkaSettings kafka, String setting) {
    BrokerWatch watch =
        new BrokerWatch(
            new KafkaQuestion(kafka),
            new BrokerSilence(setting, kafka.bootstrapServers(), System::nanoTime));
    Thread thread = new Thread(watch::run, "broker-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Whether the broker has answered within {@link #RECENT}. Any thread. */
  public boolean answers() {
    return silence.answeredWithin(RECENT);
  }

  private void run() {
    loop.run(
        () -> {
          look();
          loop.pause(PAUSE);
        });
  }

  /** Asks once. */
  void look() {
    if (question.answered(PATIENCE)) {
      silence.answer().ifPresent(LOG::info);
    } else {
      silence.noAnswer().ifPresent(LOG::warn);
    }
  }

  @Override
  public void close() {
    loop.close(question::close);
  }
}
