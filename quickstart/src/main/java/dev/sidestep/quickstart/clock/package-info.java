/** Clocks that do not keep wall time: one runs faster, one stands until it is moved. */
@NullMarked
package dev.sidestep.quickstart.clock;

import org.jspecify.annotations.NullMarked;
