package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Source;

/** A value and where it comes from. */
record Value(double value, Source source) {}
