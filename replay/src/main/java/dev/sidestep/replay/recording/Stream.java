package dev.sidestep.replay.recording;

import dev.sidestep.contracts.Topics;
import java.util.function.Function;

/** The topics that a recording keeps, under names that do not depend on a topic prefix. */
public enum Stream {
  TELEMETRY("telemetry", Topics::telemetry),
  FRAMES("frames", Topics::frames),
  FORECASTS("forecasts", Topics::forecasts),
  WARNINGS("warnings", Topics::warnings),
  OUTCOMES("outcomes", Topics::outcomes),
  DEADLETTER("deadletter", Topics::deadletter);

  private final String fileStem;
  private final Function<Topics, String> topic;

  Stream(String fileStem, Function<Topics, String> topic) {
    this.fileStem = fileStem;
    this.topic = topic;
  }

  public String topic(Topics topics) {
    return topic.apply(topics);
  }

  String fileName() {
    return fileStem + ".records";
  }
}
