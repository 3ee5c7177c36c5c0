/** Runs of devices to learn from and to be judged on: recorded ones and simulated ones. */
@NullMarked
package dev.sidestep.predictor.run;

import org.jspecify.annotations.NullMarked;
