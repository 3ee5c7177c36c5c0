/** From what is seen and forecast to warnings, their lives and their verdicts. Pure. */
@NullMarked
package dev.sidestep.predictor.warn;

import org.jspecify.annotations.NullMarked;
