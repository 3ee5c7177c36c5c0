package dev.sidestep.node.device;

import dev.sidestep.contracts.Signal;
import java.time.Instant;
import java.util.Map;

/** One way of asking the machine. */
public interface DeviceProbe {
  /** For metrics and logs. */
  String name();

  /** What it knows at an instant; what it does not know is not in the map. */
  Map<Signal, Double> read(Instant at);
}
