/** The requests that arrive: seeded ones shaped like a recorded trace, or such a trace itself. */
@NullMarked
package dev.sidestep.quickstart.traffic;

import org.jspecify.annotations.NullMarked;
