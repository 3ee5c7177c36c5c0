/**
 * What heats a device: its own law, learnt from its own readings, and futures of its load. Only
 * evaluation uses it so far; what is served reads {@code feature.ThermalKernel}, which is smaller
 * and follows a device whose law changes (decision 9).
 */
@NullMarked
package dev.sidestep.predictor.heat;

import org.jspecify.annotations.NullMarked;
