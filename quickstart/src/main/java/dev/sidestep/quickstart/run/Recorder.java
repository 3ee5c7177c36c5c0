package dev.sidestep.quickstart.run;

import dev.sidestep.service.KafkaSettings;

/** Keeps what went over the topics of a run. */
@FunctionalInterface
public interface Recorder {
  /** Keeps nothing. */
  Recorder NONE = kafka -> {};

  /** The run is over and its topics are complete; they are gone after this call. */
  void keep(KafkaSettings kafka);
}
