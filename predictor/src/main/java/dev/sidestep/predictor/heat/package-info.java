/** What heats a device: its own law, learnt from its own readings, and futures of its load. */
@NullMarked
package dev.sidestep.predictor.heat;

import org.jspecify.annotations.NullMarked;
