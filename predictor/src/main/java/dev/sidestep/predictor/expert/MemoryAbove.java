package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import java.util.Locale;
import java.util.OptionalDouble;

/** Fires while a pod uses more than a share of its memory limit: the usual static threshold. */
public final class MemoryAbove implements BaselineRule {
  private final double share;

  /** Fires above this share of the limit, 0..1. */
  public MemoryAbove(double share) {
    this.share = share;
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "memory > %.0f %%", 100 * share);
  }

  @Override
  public boolean alert(Frame frame) {
    OptionalDouble left = left(frame);
    double limit = frame.reading(Signal.POD_MEMORY_LIMIT).value();
    return left.isPresent() && left.getAsDouble() < (1 - share) * limit;
  }

  /** Bytes up to the limit, which seldom changes, so that a carried one will do. */
  static OptionalDouble left(Frame frame) {
    Reading used = frame.reading(Signal.POD_MEMORY);
    Reading limit = frame.reading(Signal.POD_MEMORY_LIMIT);
    return used.state() == Reading.State.VALID && limit.present() && limit.value() > 0
        ? OptionalDouble.of(limit.value() - used.value())
        : OptionalDouble.empty();
  }
}
