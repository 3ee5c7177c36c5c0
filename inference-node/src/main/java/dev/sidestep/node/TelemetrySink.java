package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import java.util.List;

/** Takes the samples of one target and one second. */
public interface TelemetrySink {
  /**
   * Hands them over.
   *
   * @param samples not empty, all of one target
   */
  void send(List<Sample> samples);

  /** Waits until all that was handed over has arrived. */
  default void flush() {}
}
