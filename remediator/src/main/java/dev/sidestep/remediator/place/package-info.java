/** Which device can take the load of another one, and which of those is best. Pure. */
@NullMarked
package dev.sidestep.remediator.place;

import org.jspecify.annotations.NullMarked;
