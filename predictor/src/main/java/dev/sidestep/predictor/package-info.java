/** Frames to forecasts to warnings: the brain, its settings and its figures. */
@NullMarked
package dev.sidestep.predictor;

import org.jspecify.annotations.NullMarked;
