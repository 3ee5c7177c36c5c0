/** How a run that cannot go on says so: one line and an exit code. */
@NullMarked
package dev.sidestep.quickstart.failure;

import org.jspecify.annotations.NullMarked;
