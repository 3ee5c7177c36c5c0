/** What was decided about a warning in the end, and why, in words. Pure. */
@NullMarked
package dev.sidestep.quickstart.decision;

import org.jspecify.annotations.NullMarked;
