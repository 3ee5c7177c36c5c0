package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a frame shows for sure. */
final class Sight {
  private Sight() {}

  /** The reading made from samples of this very tick. */
  static Optional<Reading> valid(@Nullable Frame frame, Signal signal) {
    return Optional.ofNullable(frame)
        .map(f -> f.reading(signal))
        .filter(reading -> reading.state() == Reading.State.VALID);
  }

  /** The source of a value computed from one of this source. */
  static Source computedFrom(Source source) {
    return source == Source.SIMULATED ? source : Source.MODELLED;
  }
}
