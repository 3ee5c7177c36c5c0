/**
 * Telemetry to frames. {@code naming} says what a sender's metric is, {@code frame} aligns it to
 * ticks; this package reads the topic, writes the frames and buries what cannot be read.
 */
@NullMarked
package dev.sidestep.collector;

import org.jspecify.annotations.NullMarked;
