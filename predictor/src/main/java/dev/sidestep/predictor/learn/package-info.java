/** Training: simulated devices, recorded runs, and the loop that teaches the network. */
@NullMarked
package dev.sidestep.predictor.learn;

import org.jspecify.annotations.NullMarked;
