/** From frames to what the network sees: causal, constant memory, alike for all devices. */
@NullMarked
package dev.sidestep.predictor.feature;

import org.jspecify.annotations.NullMarked;
