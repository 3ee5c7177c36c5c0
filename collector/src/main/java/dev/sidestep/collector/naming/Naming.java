package dev.sidestep.collector.naming;

import dev.sidestep.collector.frame.Measurement;
import dev.sidestep.contracts.UnreadableRecordException;

/** What became of a metric point. */
public sealed interface Naming {

  /** It is a measurement of ours. */
  record Named(Measurement measurement) implements Naming {}

  /** No rule knows the metric, or not with these attributes. */
  record Unmapped(String metric) implements Naming {}

  /** The metric is known, but its attributes name no target. */
  record NoTarget(String metric) implements Naming {}

  /** The sender says that it has no value. */
  record Blank() implements Naming {}

  /** It cannot be true. */
  record Refused(UnreadableRecordException why) implements Naming {}
}
