package dev.sidestep.service;

import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** Counts what went to the dead-letter topic; one for each registry. */
public final class DeadLetterCounter {
  private final Counter counter;

  /** Registers {@code sidestep_deadletter_total}. */
  public DeadLetterCounter(CollectorRegistry registry) {
    counter =
        Counter.build()
            .name("sidestep_deadletter_total")
            .help("Records that could not be read and went to the dead-letter topic")
            .labelNames("topic", "reason")
            .register(registry);
  }

  /** Starts the counter of a topic at zero, so that an alert sees the first letter. */
  public void watch(String topic) {
    for (Reason reason : Reason.values()) {
      counter.labels(topic, label(reason));
    }
  }

  public void count(String topic, Reason reason) {
    counter.labels(topic, label(reason)).inc();
  }

  /** A reason as it stands in the metric's label and in the letter's header. */
  public static String label(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
