package dev.sidestep.predictor;

import dev.sidestep.predictor.warn.MemorySettings;
import dev.sidestep.predictor.warn.WarningSettings;
import java.time.Duration;

/**
 * What can be set of the predictor.
 *
 * @param instance a name that this process keeps over a restart, and no other has: it then gets its
 *     partitions back at once; empty for none
 * @param sessionTimeout after how long a predictor that died is replaced by another one
 * @param rebuild how far back frames are read again after a restart; at least an hour, which is how
 *     far the rules remember
 * @param futureSkew how far a frame may lie ahead of our clock
 * @param warnings when a warning is raised, cleared and judged
 * @param memory how a pod's memory is watched
 */
public record PredictorProperties(
    String instance,
    Duration sessionTimeout,
    Duration rebuild,
    Duration futureSkew,
    WarningSettings warnings,
    MemorySettings memory) {
  private static final Duration SHORTEST_REBUILD = Duration.ofHours(1);

  public PredictorProperties {
    if (!instance.matches("[A-Za-z0-9._-]{0,200}")) {
      throw new IllegalArgumentException(
          "predictor.instance is '%s'; give up to 200 letters, digits, '.', '_' or '-'"
              .formatted(instance));
    }
    if (sessionTimeout.isNegative() || sessionTimeout.isZero()) {
      throw new IllegalArgumentException(
          "predictor.session-timeout is " + sessionTimeout + "; give a time longer than zero");
    }
    if (rebuild.compareTo(SHORTEST_REBUILD) < 0) {
      throw new IllegalArgumentException(
          "predictor.rebuild is %s; give at least %s".formatted(rebuild, SHORTEST_REBUILD));
    }
    if (futureSkew.isNegative()) {
      throw new IllegalArgumentException(
          "predictor.future-skew is " + futureSkew + "; give zero or more");
    }
  }

  public static PredictorProperties defaults() {
    return new PredictorProperties(
        "",
        Duration.ofSeconds(10),
        Duration.ofHours(2),
        Duration.ofSeconds(30),
        WarningSettings.defaults(),
        MemorySettings.defaults());
  }

  /** The same under a name of its own. */
  public PredictorProperties named(String name) {
    return new PredictorProperties(name, sessionTimeout, rebuild, futureSkew, warnings, memory);
  }
}
