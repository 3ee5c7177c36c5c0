package dev.sidestep.contracts;

import java.util.List;

/**
 * The names of the topics. A prefix keeps several installations apart on one broker; the default is
 * {@code sidestep.}.
 */
public record Topics(String prefix) {
  /**
   * Header of a frame: how many frames the tick has on this partition, as text. Whoever has that
   * many can work on the tick without waiting for the next one.
   */
  public static final String TICK_SIZE = "sidestep.tick-size";

  public static final Topics DEFAULT = new Topics("sidestep.");

  public Topics {
    Require.text("topic prefix", prefix);
  }

  /** OTLP metrics, key: target. */
  public String telemetry() {
    return prefix + "telemetry";
  }

  /** {@link Frame}, key: target. */
  public String frames() {
    return prefix + "frames";
  }

  /** {@link Forecast}, key: target. */
  public String forecasts() {
    return prefix + "forecasts";
  }

  /** {@link Warning}, key: warning id, compacted. */
  public String warnings() {
    return prefix + "warnings";
  }

  /** {@link Outcome}, key: plan id, compacted. */
  public String outcomes() {
    return prefix + "outcomes";
  }

  /** What could not be read: key is the source topic, the reason stands in headers. */
  public String deadletter() {
    return prefix + "deadletter";
  }

  public List<String> all() {
    return List.of(telemetry(), frames(), forecasts(), warnings(), outcomes(), deadletter());
  }

  /** The topics that Kafka compacts to the last record of a key. */
  public List<String> compacted() {
    return List.of(warnings(), outcomes());
  }
}
