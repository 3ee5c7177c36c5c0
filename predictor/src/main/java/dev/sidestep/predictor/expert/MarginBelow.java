package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import java.util.Locale;

/** Fires while the thermal margin is below a few degrees: the usual static threshold. */
public final class MarginBelow implements BaselineRule {
  private final double kelvin;

  /** Fires below {@code kelvin} K of margin. */
  public MarginBelow(double kelvin) {
    this.kelvin = kelvin;
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "margin < %.3g K", kelvin);
  }

  @Override
  public boolean alert(Frame frame) {
    Reading margin = frame.reading(Signal.THERMAL_MARGIN);
    return margin.state() == Reading.State.VALID && margin.value() < kelvin;
  }
}
