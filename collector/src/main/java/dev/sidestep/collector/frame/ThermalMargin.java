package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Reading.State;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.util.Map;

/**
 * The margin of a device whose sender gives temperature and slowdown limit but no margin: limit
 * minus temperature. Computed from what was measured it is modelled; from what is simulated,
 * simulated; and it is as fresh as the staler of the two. A sender that once gave a margin and no
 * longer does is one of these from when its last margin is too old to be carried.
 */
final class ThermalMargin {
  private ThermalMargin() {}

  static void derive(Map<Signal, Reading> readings) {
    Reading temperature = readings.get(Signal.DEVICE_TEMPERATURE);
    Reading limit = readings.get(Signal.DEVICE_TEMPERATURE_LIMIT);
    Reading given = readings.get(Signal.THERMAL_MARGIN);
    if ((given != null && given.present()) || temperature == null || limit == null) {
      return;
    }
    readings.put(Signal.THERMAL_MARGIN, margin(temperature, limit));
  }

  private static Reading margin(Reading temperature, Reading limit) {
    if (!temperature.present() || !limit.present()) {
      return Reading.missing();
    }
    Source source =
        Source.leastReal(Source.MODELLED, Source.leastReal(temperature.source(), limit.source()));
    boolean fresh = temperature.state() == State.VALID && limit.state() == State.VALID;
    double margin = limit.value() - temperature.value();
    return fresh ? Reading.valid(margin, source) : Reading.carried(margin, source);
  }
}
