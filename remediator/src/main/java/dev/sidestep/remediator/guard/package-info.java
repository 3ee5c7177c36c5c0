/** The rails: reasons not to act, in the order in which they are asked. Pure. */
@NullMarked
package dev.sidestep.remediator.guard;

import org.jspecify.annotations.NullMarked;
