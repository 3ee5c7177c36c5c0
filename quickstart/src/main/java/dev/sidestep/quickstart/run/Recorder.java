package dev.sidestep.quickstart.run;

import java.util.Map;

/** Keeps what went over the topics of a run. Called once for each record, topic by topic. */
public interface Recorder {
  /** Keeps nothing. */
  Recorder NONE = (topic, key, value, headers) -> {};

  /**
   * Takes the next record of a topic.
   *
   * @param topic without the installation's prefix, for example {@code frames}
   * @param key as text; all our topics have such keys
   * @param value the bytes as they went over the topic
   * @param headers by name
   */
  void keep(String topic, String key, byte[] value, Map<String, byte[]> headers);
}
