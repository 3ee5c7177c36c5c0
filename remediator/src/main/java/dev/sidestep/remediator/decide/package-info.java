/** From what is known to a decision with a reason. Pure. */
@NullMarked
package dev.sidestep.remediator.decide;

import org.jspecify.annotations.NullMarked;
