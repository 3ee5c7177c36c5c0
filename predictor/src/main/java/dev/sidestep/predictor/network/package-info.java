/** The trained network and how it is served: DL4J is its reference, plain Java its engine. */
@NullMarked
package dev.sidestep.predictor.network;

import org.jspecify.annotations.NullMarked;
