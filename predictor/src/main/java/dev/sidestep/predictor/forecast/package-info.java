/** What a forecaster of thermal margins is: frames in, outlooks out. */
@NullMarked
package dev.sidestep.predictor.forecast;

import org.jspecify.annotations.NullMarked;
