package dev.sidestep.node.device;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.node.pod.WorkLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A device of the machine: a twin or the real thing. */
public interface NodeDevice {
  Target target();

  /** Where its values come from. */
  Source source();

  /** Where requests wait for it. */
  WorkLine line();

  /**
   * Moves the device through the second that ends at an instant.
   *
   * @return what its sensors say at that instant; nothing stands for what nobody knows
   */
  List<Sample> second(Instant end);

  /** Which of its probes knew something in the last second; empty for a twin. */
  Map<String, Boolean> probes();

  /** Seconds in which heat lowered its clock, since the start of the node. */
  long throttledSeconds();
}
