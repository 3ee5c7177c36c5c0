/** How good forecasts are, beside rules that need no network. */
@NullMarked
package dev.sidestep.predictor.judge;

import org.jspecify.annotations.NullMarked;
