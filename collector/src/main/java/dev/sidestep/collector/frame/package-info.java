/** Samples by event time to frames by tick. Pure: no Kafka, no wall clock. */
@NullMarked
package dev.sidestep.collector.frame;

import org.jspecify.annotations.NullMarked;
