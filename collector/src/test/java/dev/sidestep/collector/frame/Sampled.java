package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Instant;

/** Measurements of samples, in short. */
final class Sampled {
  private Sampled() {}

  static Measurement of(Target target, Signal signal, Instant at, double value, Source source) {
    return Measurement.of(new Sample(target, signal, at, value, source));
  }
}
