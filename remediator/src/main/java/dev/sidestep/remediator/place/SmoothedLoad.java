package dev.sidestep.remediator.place;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A device's utilisation as its heat follows it: an exponential average with a time constant of two
 * minutes. A burst that lasts for a tick heats nothing that a move could spare or spoil.
 */
final class SmoothedLoad {
  private static final double SECONDS = 120;

  private double value = Double.NaN;

  /** The load after a device's frames, oldest first; empty where none has a valid utilisation. */
  static OptionalDouble of(List<Frame> history) {
    SmoothedLoad load = new SmoothedLoad();
    history.forEach(load::add);
    return Double.isNaN(load.value) ? OptionalDouble.empty() : OptionalDouble.of(load.value);
  }

  /** Takes in the next frame; one without a valid utilisation changes nothing. */
  void add(Frame frame) {
    Reading load = frame.reading(Signal.DEVICE_UTILIZATION);
    if (load.state() == Reading.State.VALID) {
      double keep = Math.exp(-frame.length().toMillis() / (SECONDS * 1000));
      value = Double.isNaN(value) ? load.value() : keep * value + (1 - keep) * load.value();
    }
  }

  /** The average now, 0..1; not a number before the first valid utilisation. */
  double value() {
    return value;
  }
}
