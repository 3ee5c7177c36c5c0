package dev.sidestep.replay.recording;

import dev.sidestep.contracts.Topics;
import java.util.Locale;

/** The topics that a recording keeps, under names that do not depend on a topic prefix. */
public enum Stream {
  TELEMETRY,
  FRAMES,
  FORECASTS,
  WARNINGS,
  OUTCOMES,
  DEADLETTER;

  public String topic(Topics topics) {
    return switch (this) {
      case TELEMETRY -> topics.telemetry();
      case FRAMES -> topics.frames();
      case FORECASTS -> topics.forecasts();
      case WARNINGS -> topics.warnings();
      case OUTCOMES -> topics.outcomes();
      case DEADLETTER -> topics.deadletter();
    };
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".records";
  }
}
