/** Senders' metric names to signals and targets, by rules that are data. Pure. */
@NullMarked
package dev.sidestep.collector.naming;

import org.jspecify.annotations.NullMarked;
